import { expect, it } from "vitest";
import type { LogLine } from "../wire";
import { BAR, BARS, histogram, inWords, total } from "./histogram";
import { Ring } from "./ring";
import { line } from "./testing";

const NOW = 1_000_000_000;

function bars(lines: readonly LogLine[], skipped = 0) {
  const ring = new Ring();
  ring.add(lines, skipped, NOW);
  return histogram(ring.entries, NOW);
}

it("counts lines where they were said, by how grave they are", () => {
  const all = bars([line({ at: NOW - BAR }), line({ at: NOW }), line({ at: NOW, level: "error" })], 9);
  expect(all.length).toBe(BARS);
  expect(all.at(-2)).toMatchObject({ info: 1, error: 0 });
  expect(all.at(-1)).toMatchObject({ info: 1, warn: 0, error: 1 });
  expect(all.reduce((sum, bar) => sum + total(bar), 0)).toBe(3);
});

it("forgets what is older than its first bar, and takes what is of the future for now", () => {
  const all = bars([line({ at: NOW - BARS * BAR }), line({ at: NOW + 60_000 })]);
  expect(all.reduce((sum, bar) => sum + total(bar), 0)).toBe(1);
  expect(all.at(-1)).toMatchObject({ info: 1 });
});

it("says in words what it draws", () => {
  expect(inWords(bars([]))).toBe("0 lines in the last 5 minutes");
  expect(inWords(bars([line({ at: NOW })]))).toBe("1 line in the last 5 minutes");
  const grave = [line({ at: NOW, level: "error" }), line({ at: NOW, level: "error" }), line({ at: NOW, level: "warn" })];
  expect(inWords(bars(grave))).toBe("3 lines in the last 5 minutes, among them 2 errors and 1 warning");
});
