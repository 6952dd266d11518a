import type { TaskStatus } from "../wire";

/** Each status in the one word that it has wherever it is shown. */
export const TASK_STATUS: Record<TaskStatus, string> = {
  initialized: "Not started",
  running: "Running",
  idle: "Idle",
  error: "Failed",
  archived: "Archived",
  killed: "Ended",
};
