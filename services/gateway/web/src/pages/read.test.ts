import { createRoot, createSignal } from "solid-js";
import { beforeAll, expect, it, vi } from "vitest";

vi.mock("../client", () => ({
  whenBack: () => undefined,
  Problem: class Problem extends Error {
    static of = (thrown: unknown) => thrown;
  },
}));

let createRead: typeof import("./read").createRead;
beforeAll(async () => ({ createRead } = await import("./read")));

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A reading whose answers come when the test says so. */
function slow() {
  const asked: { of: string; answer: (text: string) => void; fail: (why: Error) => void }[] = [];
  const read = (of: string) => new Promise<string>((answer, fail) => asked.push({ of, answer, fail }));
  return { asked, read };
}

it("lets the later of two readings count, whichever answers first", async () => {
  const { asked, read } = slow();
  const [source, setSource] = createSignal<string | undefined>("a");
  const [found, dispose] = createRoot((dispose) => [createRead(source, read), dispose] as const);
  await settle();
  setSource("b");
  asked[1]?.answer("of b");
  await settle();
  asked[0]?.answer("of a");
  await settle();
  expect(found.value()).toBe("of b");
  dispose();
});

it("keeps what was read when it cannot be read again, and says why", async () => {
  const { asked, read } = slow();
  const [found, dispose] = createRoot((dispose) => [createRead(() => "a", read), dispose] as const);
  await settle();
  asked[0]?.answer("first");
  await settle();
  found.again();
  asked[1]?.fail(new Error("away"));
  await settle();
  expect([found.value(), found.problem()?.message, found.isReading()]).toEqual(["first", "away", false]);
  dispose();
});

it("reads nothing without a source", async () => {
  const { asked, read } = slow();
  const dispose = createRoot((dispose) => (createRead(() => undefined, read), dispose));
  await settle();
  expect(asked).toEqual([]);
  dispose();
});
