export { Files } from "./files-tab";
