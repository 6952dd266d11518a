import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Log } from "../transcript/fold/samples";

vi.mock("../client", async () => ({ Problem: (await vi.importActual<typeof import("../client/http")>("../client/http")).Problem, whenBack: () => undefined }));

const { createReplay } = await import("./use-replay");

/** How many older events a page has. */
const PAGE = 10;

/** A log of `count` events of which the newest `held` are here; a message begins each turn of ten. */
function logOf(count: number, held: number, kept = 1) {
  const log = new Log();
  while (log.events.length < count) log.events.length % 10 === 0 ? log.prompt("go") : log.say("a");
  const events = log.events.slice(-held);
  const [version, setVersion] = createSignal(0);
  const before = () => (version(), (events[0]?.index ?? 1) - 1);
  const failures: Error[] = [];
  let pages = 0;
  return {
    failures,
    pages: () => pages,
    comes: () => (events.push(...log.say("new").events.slice(-1)), setVersion((count) => count + 1)),
    log: {
      events,
      version,
      before,
      last: () => (version(), events.at(-1)?.index ?? 0),
      first: () => kept,
      hasOlder: () => before() >= kept,
      loadBefore: async () => {
        pages += 1;
        const failure = failures.shift();
        if (failure) throw failure;
        const from = Math.max(kept - 1, before() - PAGE);
        events.unshift(...log.events.slice(from, before()));
        setVersion((count) => count + 1);
      },
      status: () => "live" as const,
      problem: () => undefined,
    },
  };
}

function open(of: ReturnType<typeof logOf>, at: number) {
  return createRoot((leave) => {
    const [address, setAddress] = createSignal(at);
    const rests: number[] = [];
    const replay = createReplay({ log: of.log, get at() { return address(); }, onRest: (at) => void (rests.push(at), setAddress(at)) });
    return { replay, rests, setAddress, leave };
  });
}
const settled = () => vi.advanceTimersByTimeAsync(300);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("where the address points is read first, and shown when it is there", async () => {
  const of = logOf(60, 15);
  const { replay, leave } = open(of, 22);
  expect([replay.at(), replay.shown(), replay.isReading()]).toEqual([22, undefined, true]);
  await settled();
  expect([replay.shown(), replay.isReading(), of.pages()]).toEqual([22, false, 3]);
  leave();
});

test("a page that cannot be read is said, and read again when somebody wants it", async () => {
  const of = logOf(60, 15);
  of.failures.push(new Error("no"));
  const { replay, leave } = open(of, 22);
  await settled();
  expect([replay.shown(), replay.isReading(), replay.failure() !== undefined]).toEqual([undefined, false, true]);
  of.comes();
  await settled();
  expect(of.pages()).toBe(1);
  const again = replay.failure()?.again;
  replay.go(58);
  expect([replay.shown(), replay.failure()]).toEqual([58, undefined]);
  of.failures.push(new Error("no"));
  replay.go(22);
  await settled();
  expect(replay.failure()).toBeDefined();
  again?.();
  await settled();
  expect([replay.shown(), replay.failure()]).toEqual([22, undefined]);
  leave();
});

test("a message further back is looked for page by page, and before the first one the log begins", async () => {
  const of = logOf(60, 5);
  const { replay, leave } = open(of, 58);
  await replay.back("turns");
  expect(replay.at()).toBe(51);
  for (let step = 0; step < 5; step += 1) await replay.back("turns");
  expect([replay.at(), replay.hasBefore("turns"), of.log.before()]).toEqual([1, false, 0]);
  replay.ahead("turns");
  expect(replay.at()).toBe(11);
  leave();
});

test("what comes meanwhile is counted and moves nothing, until somebody wants it", () => {
  const of = logOf(20, 20);
  const { replay, leave } = open(of, 20);
  of.comes();
  of.comes();
  expect([replay.newer(), replay.at(), replay.bounds().last]).toEqual([2, 20, 20]);
  replay.extend();
  expect([replay.newer(), replay.at(), replay.bounds().last]).toEqual([0, 20, 22]);
  leave();
});

test("the address is told where it rests, and can bring it elsewhere", async () => {
  const { replay, rests, setAddress, leave } = open(logOf(20, 20), 20);
  for (const at of [19, 18, 17]) replay.go(at);
  expect(rests).toEqual([]);
  await settled();
  expect(rests).toEqual([17]);
  setAddress(3);
  expect(replay.at()).toBe(3);
  leave();
});

test("of a log whose beginning was removed it goes back to where it begins now", async () => {
  const { replay, leave } = open(logOf(60, 15, 31), 2);
  await settled();
  expect([replay.at(), replay.shown(), replay.wanted(), replay.bounds().first]).toEqual([31, 31, 2, 31]);
  leave();
});
