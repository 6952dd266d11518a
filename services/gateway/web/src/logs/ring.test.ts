import { expect, it } from "vitest";
import { MOST, Ring } from "./ring";
import { line } from "./testing";

const messages = (ring: Ring) => ring.entries.map((entry) => (entry.kind === "line" ? entry.line.message : `${entry.count} skipped`));

it("knows a line that is told again", () => {
  const ring = new Ring();
  const one = line({ message: "one" });
  ring.add([one], 0, 0);
  ring.add([one, line({ message: "two" })], 0, 0);
  expect(messages(ring)).toEqual(["one", "two"]);
});

it("puts lines of several processes in the order in which they were said", () => {
  const ring = new Ring();
  ring.add([line({ instance: "a", at: 10, message: "first" }), line({ instance: "a", at: 30, message: "third" })], 0, 0);
  ring.add([line({ instance: "b", at: 20, message: "second" })], 0, 0);
  ring.add([line({ instance: "a", at: 30, message: "fourth" })], 0, 0);
  expect(messages(ring)).toEqual(["first", "second", "third", "fourth"]);
});

it("keeps the order of one process's own when they were said in the same millisecond and come late", () => {
  const ring = new Ring();
  const [one, two] = [line({ at: 10, message: "one" }), line({ at: 10, message: "two" })];
  ring.add([line({ at: 50, message: "later" })], 0, 0);
  ring.add([one, two], 0, 0);
  expect(messages(ring)).toEqual(["one", "two", "later"]);
});

it("says how many are missing, where they are missing, and adds up what follows each other", () => {
  const ring = new Ring();
  ring.add([line({ at: 10, message: "one" })], 3, 99);
  ring.add([], 4, 99);
  ring.add([line({ at: 20, message: "two" })], 0, 99);
  ring.add([], 1, 99);
  expect(messages(ring)).toEqual(["one", "7 skipped", "two", "1 skipped"]);
  expect(ring.entries.map((entry) => entry.at)).toEqual([10, 10, 20, 99]);
});

it("holds the newest so many, and forgets the names of the others", () => {
  const ring = new Ring();
  const all = Array.from({ length: MOST + 1 }, (_, at) => line({ at, message: `${at}` }));
  ring.add(all, 0, 0);
  expect(ring.entries.length).toBeLessThanOrEqual(MOST);
  expect(messages(ring).at(-1)).toBe(`${MOST}`);
  const before = ring.entries.length;
  ring.add([all[0] ?? line()], 0, 0);
  expect(ring.entries.length).toBe(before + 1);
});

it("numbers lines as they came, however old they are", () => {
  const ring = new Ring();
  ring.add([line({ at: 50 })], 0, 0);
  ring.add([line({ at: 10 })], 0, 0);
  expect(ring.entries.map((entry) => entry.arrived)).toEqual([2, 1]);
});
