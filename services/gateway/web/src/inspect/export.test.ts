import { expect, it } from "vitest";
import { historyJson } from "./export";
import { entry, run } from "./samples";
import { commandRow, workflowRow } from "./timeline";

it("writes what was told, without secrets", () => {
  const rows = [commandRow(entry("c1", 1, { input: { token: "s3cret", title: "x" } })), workflowRow(run("r1", 2))];
  const read = JSON.parse(historyJson(rows));
  expect(read[0].command.input).toEqual({ token: "•••", title: "x" });
  expect(read[1].run.runId).toBe("r1");
});
