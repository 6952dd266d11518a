import type { TaskStatus } from "../wire";

/** Each status in words. */
export const TASK_STATUS: Record<TaskStatus, string> = {
  initialized: "Not begun",
  running: "Running",
  idle: "Idle",
  error: "Error",
  archived: "Archived",
  killed: "Ended",
};
