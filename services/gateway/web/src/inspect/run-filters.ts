/** Which runs are listed. It stands in the address, so that it can be sent to somebody. Pure. */

import type { WorkflowStatus } from "../wire";
import { one, type Parameters } from "./filters";

export type Standing = "all" | "active" | "failed";

export interface RunFilters {
  standing: Standing;
  /** Empty: any. */
  workflow: string;
}

/** How the runs stand that are asked for; without any, however they do. */
export const STATUSES: Record<Standing, WorkflowStatus[]> = {
  all: [],
  active: ["waiting", "running", "sleeping"],
  failed: ["failed"],
};

export function readRunFilters(parameters: Parameters): RunFilters {
  const { only, workflow } = parameters;
  return { standing: one(only, ["all", "active", "failed"], "all"), workflow: typeof workflow === "string" ? workflow : "" };
}

/** What is as usual stays out of the address. */
export function writeRunFilters({ standing, workflow }: RunFilters): Record<string, string | undefined> {
  return { only: standing === "all" ? undefined : standing, workflow: workflow || undefined };
}
