import { createRoot } from "solid-js";
import { expect, test } from "vitest";

import { Problem } from "../client/http";
import { createAsking, createOlder } from "./attempts";

test("what is asked for is busy until it is over, and the list is read again only when it was done", async () => {
  let changes = 0;
  const asking = createRoot(() => createAsking(() => (changes += 1)));
  const done = asking.ask("one", async () => undefined);
  expect([asking.isBusy("one"), asking.isBusy("other")]).toEqual([true, false]);
  await done;
  expect([asking.isBusy("one"), changes, asking.says()]).toEqual([false, 1, undefined]);
  await asking.ask("two", () => Promise.reject(new Problem(409, "task.taken", "It is taken.")));
  expect([asking.isBusy("two"), changes, asking.says()]).toEqual([false, 1, "It is taken."]);
});

test("an older page is read once at a time, and none behind the last", async () => {
  let next: number | undefined = 9;
  const read: number[] = [];
  const problems: Problem[] = [];
  const older = createRoot(() =>
    createOlder(
      () => next,
      async (before) => {
        read.push(before);
        if (before === 5) throw new Problem(503, "x.away", "It is away.");
        next = 5;
      },
      (problem) => problems.push(problem),
    ),
  );
  await Promise.all([older.readOlder(), older.readOlder()]);
  expect([read, older.hasMore(), older.isReadingOlder()]).toEqual([[9], true, false]);
  await older.readOlder();
  expect(problems.map(({ code }) => code)).toEqual(["x.away"]);
  next = undefined;
  await older.readOlder();
  expect([read, older.hasMore()]).toEqual([[9, 5], false]);
});
