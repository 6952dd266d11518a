export { CopyButton } from "./CopyButton";
export { Card, Page } from "./Page";
export { useRole } from "./role";
export { Segments } from "./Segments";
export { Failed, Notice } from "./States";
export { createRead, type Read } from "./read";
export { moves } from "./moves";
