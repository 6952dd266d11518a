import { createRoot, createSignal } from "solid-js";
import { expect, test, vi } from "vitest";

vi.mock("../client/when-back", () => ({ whenBack: () => undefined }));

const { useReading } = await import("./reading");
type Reading<T> = import("./reading").Reading<T>;

interface Asked {
  source: string;
  signal: AbortSignal;
  answer: (text: string) => void;
  fail: (thrown: unknown) => void;
}

function fixture(first: string | undefined) {
  const asked: Asked[] = [];
  const [source, setSource] = createSignal(first);
  const read = (source: string, signal: AbortSignal): Promise<string> =>
    new Promise((answer, fail) => asked.push({ source, signal, answer, fail }));
  const { reading, end } = createRoot((end) => ({ reading: useReading(source, read) as Reading<string>, end }));
  return { asked, setSource, reading, end };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("the newest source's answer counts, whichever comes first", async () => {
  const { asked, setSource, reading } = fixture("a");
  setSource("b");
  asked[1]?.answer("of b");
  asked[0]?.answer("of a");
  await settle();
  expect([reading.value(), reading.isReading(), asked[0]?.signal.aborted]).toEqual(["of b", false, true]);
});

test("what was read stays while it is read again, and when that fails", async () => {
  const { asked, reading } = fixture("a");
  asked[0]?.answer("one");
  await settle();
  reading.again();
  expect([reading.value(), reading.isReading()]).toEqual(["one", true]);
  asked[1]?.fail(new Error("lost"));
  await settle();
  expect([reading.value(), reading.problem()?.detail, reading.isReading()]).toEqual(["one", "lost", false]);
  reading.again();
  asked[2]?.answer("two");
  await settle();
  expect([reading.value(), reading.problem()]).toEqual(["two", undefined]);
});

test("nothing is asked without a source, nor heard after the end", async () => {
  const { asked, setSource, reading, end } = fixture(undefined);
  expect([asked.length, reading.isReading()]).toEqual([0, false]);
  setSource("a");
  end();
  asked[0]?.answer("late");
  await settle();
  expect([reading.value(), asked[0]?.signal.aborted]).toEqual([undefined, true]);
});
