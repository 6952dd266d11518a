export { DiffView, type DiffViewProps } from "./diff-view";
