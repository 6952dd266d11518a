import { expect, it } from "vitest";
import { folded } from "./folds";
import { entry } from "./samples";
import { commandRow } from "./timeline";
import type { Hop } from "./trace";

const hop = (id: string, command: string, depth = 0): Hop => ({
  actor: { kind: "organization", key: "acme" },
  row: commandRow(entry(id, 1, { command })),
  depth,
});
const many = Array.from({ length: 6 }, (_, n) => hop(`r${n}`, "refresh", 1));
const shape = (lines: ReturnType<typeof folded>) => lines.map((line) => (line.sort === "hop" ? line.hop.row.id : `${line.hops.length}×`));

it("makes one line of many of a kind, and leaves few alone", () => {
  const hops = [hop("sync", "sync"), ...many, hop("a", "append", 1), hop("b", "append", 1)];
  expect(shape(folded(hops, () => false))).toEqual(["sync", "6×", "a", "b"]);
});

it("opens a crowd in its place", () => {
  expect(shape(folded(many, () => true))).toEqual(["6×", "r0", "r1", "r2", "r3", "r4", "r5"]);
});

it("keeps apart what has something beneath it", () => {
  const hops = [...many.slice(0, 4), hop("parent", "refresh", 1), hop("child", "append", 2)];
  expect(shape(folded(hops, () => false))).toEqual(["r0", "r1", "r2", "r3", "parent", "child"]);
});
