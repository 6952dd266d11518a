import { expect, it } from "vitest";
import { caps, isSingle, KEYMAP, keysOf } from "./keymap";

it("binds no key twice, and no command to two lines", () => {
  const keys = KEYMAP.flatMap((key) => key.keys);
  expect(new Set(keys).size).toBe(keys.length);
  const commands = KEYMAP.flatMap((key) => key.command ?? []);
  expect(new Set(commands).size).toBe(commands.length);
});

it("has no single key that begins a sequence", () => {
  const singles = KEYMAP.flatMap((key) => key.keys).filter((key) => !key.includes(" "));
  for (const key of KEYMAP.flatMap((one) => one.keys).filter((one) => one.startsWith("g "))) expect(singles).not.toContain(key[0]);
});

it("knows which keys are single letters", () => {
  expect(["c", "g i", "/", "Shift+D", "Shift+?"].every(isSingle)).toBe(true);
  expect(["$mod+K", "Alt+t", "Escape Escape", "$mod+Enter"].some(isSingle)).toBe(false);
});

it("writes keys as they stand on the keyboard", () => {
  expect(caps("$mod+K", true)).toEqual([["⌘", "K"]]);
  expect(caps("$mod+K", false)).toEqual([["Ctrl", "K"]]);
  expect(caps("g i", false)).toEqual([["G"], ["I"]]);
  expect(caps("Escape Escape", false)).toEqual([["Esc"], ["Esc"]]);
});

it("finds a command's key", () => {
  expect(keysOf("palette.open")).toBe("$mod+K");
  expect(keysOf("nothing")).toBeUndefined();
});
