import { describe, expect, test } from "vitest";

import { fromBase64, inputFrames, MOST_INPUT, toBase64 } from "./bytes";
import { KEPT, Output, PAGE, type Screen } from "./output";

const chunk = (first: number, last: number, text: string) => ({
  first,
  last,
  stream: "pty" as const,
  data: toBase64(new TextEncoder().encode(text)),
});

class Recorded implements Screen {
  text = "";
  replayed = 0;
  missing = 0;
  write(bytes: Uint8Array, isReplay: boolean): void {
    this.text += new TextDecoder().decode(bytes);
    if (isReplay) this.replayed += bytes.length;
  }
  missed(pieces: number): void {
    this.missing += pieces;
  }
}

describe("output", () => {
  test("is shown once, however often it is told", () => {
    const [output, screen] = [new Output(), new Recorded()];
    output.show(screen);
    output.take([chunk(1, 2, "ab"), chunk(3, 3, "c")]);
    output.take([chunk(3, 3, "c"), chunk(4, 4, "d")]);
    expect(screen.text).toBe("abcd");
    expect(output.since).toBe(4);
  });

  test("resumes behind the last piece after a lost connection", () => {
    const [output, screen] = [new Output(), new Recorded()];
    output.show(screen);
    output.take([chunk(1, 5, "hello")]);
    output.asked();
    expect(output.since).toBe(5);
    expect(output.take([chunk(4, 6, "lo!")])).toBe(false);
    output.take([chunk(6, 6, "!")]);
    expect(screen.text).toBe("hello!");
  });

  test("says what is no longer kept", () => {
    const [output, screen] = [new Output(), new Recorded()];
    output.show(screen);
    output.take([chunk(1, 1, "a"), chunk(10, 12, "z")]);
    expect(screen.missing).toBe(8);
    expect(output.since).toBe(12);
  });

  test("is whole on a screen that comes later, which answers nothing of it", () => {
    const output = new Output();
    const leave = output.show(new Recorded());
    output.take([chunk(1, 1, "a")]);
    leave();
    output.take([chunk(2, 2, "b")]);
    const later = new Recorded();
    output.show(later);
    expect([later.text, later.replayed]).toEqual(["ab", 2]);
    output.take([chunk(3, 3, "c")]);
    expect([later.text, later.replayed]).toEqual(["abc", 2]);
  });

  test("of before the page came is not answered either", () => {
    const [output, screen] = [new Output(), new Recorded()];
    output.show(screen);
    output.asked();
    const full = "x".repeat(PAGE);
    output.take([chunk(1, 9, full)]);
    output.take([chunk(10, 19, "er")]);
    output.take([chunk(20, 20, "new")]);
    expect([screen.text, screen.replayed]).toEqual([`${full}ernew`, PAGE + 2]);
  });

  test("is kept within bounds", () => {
    const output = new Output();
    const piece = "x".repeat(KEPT / 4);
    for (let index = 1; index <= 9; index += 1) output.take([chunk(index, index, piece)]);
    const screen = new Recorded();
    output.show(screen);
    expect(screen.text).toHaveLength(KEPT);
  });
});

test("bytes survive JSON, and a long paste comes in pieces", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  const frames = inputFrames("ü".repeat(MOST_INPUT));
  expect(frames).toHaveLength(2);
  expect(inputFrames("")).toEqual([]);
  const together = frames.flatMap((frame) => [...fromBase64(frame)]);
  expect(new TextDecoder().decode(Uint8Array.from(together))).toBe("ü".repeat(MOST_INPUT));
});
