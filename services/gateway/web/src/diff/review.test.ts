import { expect, test } from "vitest";

import { attachmentOf, contains, place, rangeTo, reviewMessage, tooMuch, type Comment } from "./review";

const comment = (path: string, from: number, text: string): Comment => ({
  id: `${path}${from}`,
  path,
  range: { side: "new", from, to: from },
  lines: `line ${from}`,
  text,
});

test("a range grows in both directions and stays on its side", () => {
  const one = rangeTo(undefined, "new", 5, false);
  expect(rangeTo(one, "new", 8, true)).toEqual({ side: "new", from: 5, to: 8 });
  expect(rangeTo(one, "new", 2, true)).toEqual({ side: "new", from: 2, to: 5 });
  expect(rangeTo(one, "old", 8, true)).toEqual({ side: "old", from: 8, to: 8 });
  expect(rangeTo(one, "new", 9, false)).toEqual({ side: "new", from: 9, to: 9 });
});

test("a range contains its ends, on its side", () => {
  const range = { side: "new", from: 2, to: 4 } as const;
  expect([1, 2, 4, 5].map((line) => contains(range, "new", line))).toEqual([false, true, true, false]);
  expect(contains(range, "old", 3)).toBe(false);
  expect(contains(range, "new", undefined)).toBe(false);
});

test("a place names the line that the person saw", () => {
  expect(place("a.ts", { side: "new", from: 135, to: 135 })).toBe("a.ts:135");
  expect(place("a.ts", { side: "new", from: 135, to: 137 })).toBe("a.ts:135-137");
  expect(place("a.ts", { side: "old", from: 3, to: 3 })).toBe("a.ts:3 (removed)");
});

test("comments become one message in the order of the files", () => {
  const message = reviewMessage([comment("b.ts", 1, "rename\nthis"), comment("a.ts", 9, "why?"), comment("a.ts", 2, "typo")]);
  expect(message.text).toBe(
    "Please address these comments:\n\n- a.ts:2: typo\n- a.ts:9: why?\n- b.ts:1: rename\n  this",
  );
  expect(message.attachments.map(({ filePath, lineNumber, lineContent }) => [filePath, lineNumber, lineContent])).toEqual([
    ["a.ts", 2, "line 2"],
    ["a.ts", 9, "line 9"],
    ["b.ts", 1, "line 1"],
  ]);
});

test("a message keeps to what the agent's may have", () => {
  const many = Array.from({ length: 30 }, (_, index) => comment("a.ts", index + 1, "x"));
  expect(reviewMessage(many).attachments).toHaveLength(20);
  expect(reviewMessage(many).text.match(/^- /gm)).toHaveLength(30);
  expect(tooMuch(many)).toBeUndefined();
  expect(tooMuch([comment("a.ts", 1, "x".repeat(50_001))])).toContain("50,000");
  expect(attachmentOf("a", { side: "new", from: 1, to: 900 }, "y".repeat(9_000)).lineContent).toHaveLength(2_001);
});
