import { expect, it } from "vitest";
import { likelyTasks } from "./recent";

const task = (taskId: string, updatedAt: number, materialised = true) => ({ taskId, updatedAt, materialised });

it("asks the tasks that were looked at lately, then those that changed last, and no virtual one", () => {
  const tasks = [task("a", 1), task("b", 5), task("c", 3), task("d", 9, false), task("e", 2), task("f", 4)];
  const inspected = [
    { kind: "sandbox", key: "a" },
    { kind: "task", key: "a" },
    { kind: "task", key: "gone" },
    { kind: "user", key: "me" },
  ] as const;
  expect(likelyTasks(inspected, tasks)).toEqual(["a", "b", "f", "c"]);
});
