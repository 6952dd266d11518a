import { expect, test } from "vitest";
import type { Instance } from "../wire";
import { byService, holds, release, since } from "./instances";

const instance = (actor: string, name: string, build: string | null = null): Instance => ({
  actor,
  name,
  build,
  heardAt: 1,
  partitions: [],
  pid: 7,
  startedAt: 0,
  version: "0.1.0",
});

test("instances are told by service, and whether they are of one build", () => {
  const services = byService([instance("task", "task-1", "a"), instance("task", "task-2", "b"), instance("user", "user-1")]);
  expect(services.map(({ actor, instances, isMixed }) => [actor, instances.length, isMixed])).toEqual([
    ["task", 2, true],
    ["user", 1, false],
  ]);
});

test("what it holds is told in ranges", () => {
  expect([holds([]), holds([3]), holds([6, 4, 0, 5])]).toEqual(["nothing", "partition 3", "4 partitions: 0, 4–6"]);
});

test("a release is told as far as it is known", () => {
  expect(release({ version: "0.1.0", build: "0123456789abcdef" })).toBe("0.1.0 · 0123456789ab");
  expect([release({ version: "0.1.0", build: null }), release({ version: null, build: null })]).toEqual(["0.1.0", "not known"]);
});

test("a clock that is ahead gives no time before now", () => {
  expect([since(5, 9), since(9, 5)]).toEqual([4, 0]);
});
