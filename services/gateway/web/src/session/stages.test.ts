import { expect, test } from "vitest";

import { type StageRecord, shownStages } from "./stages";

const record = (stage: string) => ({ stage, startedAt: 0, log: "" }) as StageRecord;

test("all stages are shown from the beginning, in their order", () => {
  const shown = shownStages([record("allocating"), record("starting")]);
  expect(shown.map(({ stage }) => stage)).toEqual(["allocating", "starting", "credentials", "cloning"]);
  expect(shown.map(({ record }) => record !== undefined)).toEqual([true, true, false, false]);
});

test("one that is woken goes through no others", () => {
  expect(shownStages([record("resuming")]).map(({ stage }) => stage)).toEqual(["resuming"]);
});
