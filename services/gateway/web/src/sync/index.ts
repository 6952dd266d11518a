export { FirstRun } from "./FirstRun";
export { SyncPanel } from "./SyncPanel";
export { SyncWarning } from "./SyncWarning";
