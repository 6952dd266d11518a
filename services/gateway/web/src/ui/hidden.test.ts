import { expect, test } from "vitest";

import { hasHidden, parts } from "./hidden";

test("what turns a name around is shown in its place", () => {
  expect(parts("photo-\u202egnp.exe")).toEqual([{ text: "photo-" }, { text: "\u202e", code: "U+202E" }, { text: "gnp.exe" }]);
});

test("together the parts are the text", () => {
  for (const text of ["", "plain", "\u200b", "a\u200bb\u2066c\u0000", "\ufeffbom", "two\nlines", "\u{e0041}tag"]) {
    expect(parts(text).map((part) => part.text).join("")).toBe(text);
    expect(parts(text).some((part) => part.code !== undefined)).toBe(hasHidden(text));
  }
  expect(parts("a\u{e0041}")[1]?.code).toBe("U+E0041");
});

test("a break is hidden in a name, and seen in a text", () => {
  expect(parts("a\nb")).toHaveLength(3);
  expect([hasHidden("a\nb", true), parts("a\nb\u200b\nc", true)]).toEqual([false, [{ text: "a\nb" }, { text: "\u200b", code: "U+200B" }, { text: "\nc" }]]);
});

test("what people write is left as it is: tabs, accents, emoji, flags, scripts from right to left", () => {
  for (const text of ["\tx", "é e\u0301", "👩‍👩‍👧‍👦 🏳️‍🌈", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "שלום مرحبا می‌خواهم", "日本 ½"]) {
    expect(hasHidden(text), text).toBe(false);
  }
});
