import { expect, it, vi } from "vitest";
import { noteRecent, readRecent, withRecent } from "./recent";

function storage(kept: Record<string, string> = {}) {
  return { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) };
}

it("keeps the newest first, without twins, and not for ever", () => {
  expect(withRecent(["a", "b"], "b")).toEqual(["b", "a"]);
  const many = Array.from({ length: 50 }, (_, n) => `t${n}`).reduce<string[]>((kept, id) => withRecent(kept, id), []);
  expect([many.length, many[0]]).toEqual([30, "t49"]);
});

it("belongs to one organization", () => {
  const kept = storage();
  noteRecent("acme", "t1", kept);
  expect([readRecent("acme", kept), readRecent("other", kept)]).toEqual([["t1"], []]);
});

it("takes what is spoilt for nothing", () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  for (const spoilt of ["{", "7", "null", "[1,null]"])
    expect(readRecent("acme", storage({ "foundry:palette:recent:acme": spoilt }))).toEqual([]);
});
