import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { inputFrames } from "./bytes";
import { Input } from "./input";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A gateway that takes what is sent when the test says so. */
function fixture() {
  const line = { sent: [] as string[], isOpen: true, lost: 0 };
  const input = new Input({
    now: Date.now,
    send(data) {
      if (line.isOpen) line.sent.push(data);
      return line.isOpen;
    },
    lost: () => (line.lost += 1),
  });
  const put = (text: string) => input.put(text, inputFrames(text));
  const text = () => line.sent.map((data) => atob(data)).join("");
  return { line, input, put, text };
}

test("a paste of a megabyte arrives in whole, never with more under way than the gateway lets wait, and at its pace", () => {
  const { line, input, put, text } = fixture();
  const paste = "0123456789abcde\n".repeat(65_536);
  const begun = Date.now();
  expect(put(paste)).toBe(true);
  let taken = 0;
  while (text().length < paste.length) {
    expect(line.sent.length - taken).toBeLessThanOrEqual(4);
    taken = line.sent.length;
    input.hasTaken(taken);
    vi.advanceTimersByTime(20);
    const seconds = (Date.now() - begun) / 1_000;
    expect(line.sent.length * (8_192 + 256)).toBeLessThanOrEqual(256 * 1024 * (seconds + 1));
  }
  expect(text()).toBe(paste);
  expect(line.lost).toBe(0);
});

test("keys are sent at once, and those that come during a paste behind it", () => {
  const { input, put, text, line } = fixture();
  for (const key of "ls\r") put(key);
  expect(text()).toBe("ls\r");
  input.hasTaken(3);
  put("x".repeat(50_000));
  put("y");
  for (let times = 0; times < 20; times += 1) {
    input.hasTaken(line.sent.length);
    vi.advanceTimersByTime(100);
  }
  expect(text()).toBe(`ls\r${"x".repeat(50_000)}y`);
});

test("Ctrl-C breaks a paste off", () => {
  const { input, put, text, line } = fixture();
  put("x".repeat(1_000_000));
  put("\u0003");
  input.hasTaken(line.sent.length);
  vi.advanceTimersByTime(1_000);
  expect(text()).toBe(`${"x".repeat(4 * 8_192)}\u0003`);
});

test("what is typed without a connection is not kept; the rest of a paste that loses it, or is refused, is said to be lost", () => {
  const { input, put, line } = fixture();
  line.isOpen = false;
  expect(put("rm\r")).toBe(false);
  line.isOpen = true;
  put("x".repeat(100_000));
  input.begun();
  expect(line.lost).toBe(1);
  put("x".repeat(100_000));
  input.refused();
  expect(line.lost).toBe(2);
  const before = line.sent.length;
  put("y");
  vi.advanceTimersByTime(1_000);
  expect(line.sent.length).toBe(before + 1);
});
