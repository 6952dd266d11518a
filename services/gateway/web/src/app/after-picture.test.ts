import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPicture } from "./after-picture";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
});
afterEach(() => (vi.useRealTimers(), vi.unstubAllGlobals()));

test("what is there at first is shown at once, and each other value after the next picture; the newest counts", () => {
  const [value, setValue] = createSignal("one");
  const shown = createRoot(() => afterPicture(value));
  expect(shown()).toBe("one");
  setValue("two");
  vi.advanceTimersByTime(10);
  setValue("three");
  vi.advanceTimersByTime(10);
  expect(shown()).toBe("one");
  vi.advanceTimersByTime(10);
  expect(shown()).toBe("three");
});

test("nothing is shown any more when its place has gone", () => {
  const [value, setValue] = createSignal("one");
  const [shown, dispose] = createRoot((dispose) => [afterPicture(value), dispose]);
  setValue("two");
  dispose();
  vi.advanceTimersByTime(100);
  expect(shown()).toBe("one");
});
