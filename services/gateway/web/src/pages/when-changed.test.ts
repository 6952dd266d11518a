import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenChanged } from "./when-changed";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const run = vi.fn();
  const [version, setVersion] = createSignal(0);
  const dispose = createRoot((dispose) => {
    whenChanged({ version }, 100, run);
    return dispose;
  });
  return { run, change: () => setVersion((before) => before + 1), dispose };
}

test("changes that go on and on are read all the same, a few times", () => {
  const { run, change } = watched();
  for (let passed = 0; passed < 1000; passed += 20) {
    change();
    vi.advanceTimersByTime(20);
  }
  expect(run.mock.calls.length).toBeGreaterThanOrEqual(8);
  expect(run.mock.calls.length).toBeLessThanOrEqual(10);
});

test("nothing is read before a change, nor once the page is left", () => {
  const { run, change, dispose } = watched();
  vi.advanceTimersByTime(1000);
  change();
  dispose();
  vi.advanceTimersByTime(1000);
  expect(run).not.toHaveBeenCalled();
});
