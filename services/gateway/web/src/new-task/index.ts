export { NewTask } from "./NewTask";
export { openNewTask } from "./open";
