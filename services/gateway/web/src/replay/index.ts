// What other folders use of the replay, all of it fetched when somebody opens it.
export { Replay, type ReplayProps } from "./Replay";
