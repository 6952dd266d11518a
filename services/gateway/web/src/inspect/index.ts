export { inspectHref, traceHref } from "./actors";
export { InspectPage } from "./InspectPage";
