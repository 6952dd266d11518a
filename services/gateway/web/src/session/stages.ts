// The stages of a sandbox's making that are shown, whether it has come to them or not. Pure.
import type { components } from "../wire";
import type { Stage } from "./status";

export type StageRecord = components["schemas"]["StageRecord"];

const ORDER: Stage[] = ["allocating", "starting", "credentials", "cloning"];

/** One that was woken goes through what it has recorded alone. */
export function shownStages(records: StageRecord[]): { stage: Stage; record: StageRecord | undefined }[] {
  const isWoken = records.some((record) => record.stage === "resuming");
  const stages = isWoken ? records.map((record) => record.stage) : ORDER;
  return stages.map((stage) => ({ stage, record: records.find((record) => record.stage === stage) }));
}
