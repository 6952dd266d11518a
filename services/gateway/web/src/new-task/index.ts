export { NewTaskDialog } from "./NewTaskDialog";
export { openNewTask } from "./open";
