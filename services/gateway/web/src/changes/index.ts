export { Changes } from "./changes-tab";
export { FileName } from "./file-name";
export { useGit } from "./use-git";
