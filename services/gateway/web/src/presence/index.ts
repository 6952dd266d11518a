export { doing, drafting, typed } from "./doing";
export { Faces, useSeen } from "./Faces";
export { Writers } from "./Writers";
