export { Checks } from "./checks-tab";
export { Readiness } from "./readiness";
export { useChecks } from "./use-checks";
