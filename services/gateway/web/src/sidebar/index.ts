export { OwnerDialog } from "./owner-dialog";
export { Sidebar } from "./sidebar";
