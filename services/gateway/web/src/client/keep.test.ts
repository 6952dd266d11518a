import { expect, test } from "vitest";

import { keepHere } from "./keep";

test("a browser without room forgets it, and nothing else happens", () => {
  const kept = new Map<string, string>();
  const full = { setItem: () => { throw new DOMException("full", "QuotaExceededError"); } };
  expect(keepHere("foundry:a", "1", { setItem: (name, value) => void kept.set(name, value) })).toBe(true);
  expect(kept.get("foundry:a")).toBe("1");
  expect(keepHere("foundry:a", "2", full)).toBe(false);
});
