import { expect, test } from "vitest";

import type { FilePart } from "../wire";
import { bytes, lacks, lineOf, longest, withPart, type FileText } from "./text";

const part = (offset: number, text: string, next: number | null, firstLine = 1): FilePart => ({
  path: "a.txt",
  size: 100,
  isBinary: false,
  offset,
  firstLine,
  text,
  next,
});
const whole = (...parts: FilePart[]): FileText => {
  let text: FileText | undefined;
  for (const one of parts) text = withPart(text, one);
  return text as FileText;
};

test("parts become one text, also where a line is cut", () => {
  expect(whole(part(0, "a\nb\n", 4), part(4, "c\n", null, 3)).lines).toEqual(["a", "b", "c"]);
  expect(whole(part(0, "a\nhal", 5), part(5, "f\nc", null, 2)).lines).toEqual(["a", "half", "c"]);
  expect(whole(part(0, "x", 1), part(1, "y", 2), part(2, "z\n", null)).lines).toEqual(["xyz"]);
});

test("an empty file has no line, an empty line is one", () => {
  expect(whole(part(0, "", null)).lines).toEqual([]);
  expect(whole(part(0, "\n", null)).lines).toEqual([""]);
  expect(whole(part(0, "a\n\nb", null)).lines).toEqual(["a", "", "b"]);
});

test("a part that begins anew replaces all", () => {
  expect(whole(part(0, "old\n", 4), part(0, "new\n", null)).lines).toEqual(["new"]);
});

test("parts are read until the line that is wanted is there", () => {
  const text = whole(part(0, "a\nb\n", 4));
  expect(lacks(undefined, undefined)).toBe(true);
  expect(lacks(text, 2)).toBe(false);
  expect(lacks(text, 3)).toBe(true);
  expect(lacks(whole(part(0, "a\nb\n", null)), 3)).toBe(false);
});

test("a file may have very many lines", () => {
  const lines = Array.from({ length: 300_000 }, (_, index) => String(index));
  expect(longest(lines)).toBe(6);
  expect(longest([])).toBe(0);
});

test("sizes and lines are read as people write them", () => {
  expect([bytes(512), bytes(12_288), bytes(3_600_000)]).toEqual(["512 B", "12 KiB", "3.4 MiB"]);
  expect([lineOf("12"), lineOf("0"), lineOf("x"), lineOf(undefined), lineOf(["1"])]).toEqual([12, undefined, undefined, undefined, undefined]);
});
