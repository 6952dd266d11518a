export { FirstRun } from "./FirstRun";
export { Home } from "./Home";
export { SyncPanel } from "./SyncPanel";
export { SyncWarning } from "./SyncWarning";
