export { DevPanel } from "./DevPanel";
