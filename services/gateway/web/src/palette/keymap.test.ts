import { expect, it } from "vitest";
import { isSingle, KEYMAP, keysOf, shown } from "./keymap";

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
  expect(["c", "g i", "/", "Shift+D", "[Shift]+?"].every(isSingle)).toBe(true);
  expect(["$mod+K", "Alt+t", "Escape Escape", "Enter", "$mod+F"].some(isSingle)).toBe(false);
});

it("shows keys as they stand on the keyboard, without what is optional", () => {
  expect(["$mod+K", "[Shift]+?", "g i", "Alt+t", "Escape Escape"].map(shown)).toEqual(["mod+K", "?", "G I", "Alt+T", "Escape Escape"]);
});

it("finds a command's key", () => {
  expect(keysOf("palette.open")).toBe("$mod+K");
  expect(keysOf("nothing")).toBeUndefined();
});
