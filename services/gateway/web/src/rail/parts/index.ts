// Small parts that all of the rail's tabs use.
export { Counts } from "./counts";
export { ReadAge } from "./read-age";
export { Rows } from "./rows";
export { Segmented, type Segment } from "./segmented";
