/** What there is of an organization, by what it costs: a virtual task is a line, a real one an actor. Pure. */

import type { components } from "../wire";

type TaskSummary = Pick<components["schemas"]["TaskSummary"], "materialised" | "status">;

export interface Counters {
  virtual: number;
  materialised: number;
  running: number;
}

export function counters(tasks: readonly TaskSummary[]): Counters {
  const materialised = tasks.filter((task) => task.materialised);
  return {
    virtual: tasks.length - materialised.length,
    materialised: materialised.length,
    running: materialised.filter((task) => task.status === "running").length,
  };
}
