import { expect, test } from "vitest";

import { quoted, textOf } from "./file-text";
import { MOST_CHARACTERS, isTooLong, tooLong } from "./text-limit";

const bytes = (text: string) => new TextEncoder().encode(text);

test("a text is one in whatever language, and a program is none", () => {
  expect(textOf(bytes("größer 🎉\n"))).toBe("größer 🎉\n");
  expect(textOf(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0]))).toBeUndefined();
  expect(textOf(Uint8Array.from([0xff, 0xfe, 0x41]))).toBeUndefined();
});

test("a text stands between fences that it does not close", () => {
  expect(quoted("a.log", "one\ntwo\n")).toBe("`a.log`:\n```\none\ntwo\n```");
  expect(quoted("a.md", "```js\n```")).toBe("`a.md`:\n````\n```js\n```\n````");
});

test("a message is counted in characters, and its length is said", () => {
  expect(isTooLong("🎉".repeat(MOST_CHARACTERS))).toBe(false);
  expect(tooLong("x".repeat(MOST_CHARACTERS))).toBeUndefined();
  expect(tooLong("x".repeat(MOST_CHARACTERS + 1))).toBe("At most 50,000 characters; these are 50,001");
});
