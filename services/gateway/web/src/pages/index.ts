export { Ago } from "./Ago";
export { Card, Page } from "./Page";
export { CopyButton } from "./CopyButton";
export { Failed, Notice } from "./States";
export { OrProblem } from "./OrProblem";
export { Segments } from "./Segments";
export { createRead, type Read } from "./read";
export { moves } from "./moves";
export { useRole } from "./role";
