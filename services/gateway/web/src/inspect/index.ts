export { inspectHref, traceHref } from "./actors";
export { InspectDetail } from "./InspectDetail";
export { InspectPage } from "./InspectPage";
