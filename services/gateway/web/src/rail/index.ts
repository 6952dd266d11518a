export { archiveSoon } from "./archive";
export { Rail, type RailProps } from "./rail";
