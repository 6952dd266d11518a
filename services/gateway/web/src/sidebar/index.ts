export { AttentionContext, createAttention } from "./attention";
export { OwnerDialog } from "./owner-dialog";
export { Sidebar } from "./sidebar";
