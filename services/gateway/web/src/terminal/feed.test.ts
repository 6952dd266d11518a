import { expect, test, vi } from "vitest";

const said: { type: string; data?: string; cols?: number }[] = [];
let isOpen = true;
vi.mock("../client", () => ({
  say: (message: (typeof said)[number]) => {
    if (isOpen) said.push(message);
    return isOpen;
  },
  subscriptions: {},
}));

const { Feed } = await import("./feed");
const { toBase64 } = await import("./bytes");

type Frame = Parameters<InstanceType<typeof Feed>["frame"]>[0];
const output = (first: number, last: number, text: string): Frame =>
  ({ type: "output", topic: "terminal.a.t.p", chunks: [{ first, last, stream: "pty", data: toBase64(new TextEncoder().encode(text)) }] }) as Frame;

function fixture() {
  said.length = 0;
  isOpen = true;
  const ask = vi.fn();
  const feed = new Feed("terminal.a.t.p", ask);
  let text = "";
  feed.output.show({ write: (bytes) => (text += new TextDecoder().decode(bytes)), missed: () => undefined });
  return { feed, ask, text: () => text };
}

test("a lost connection costs nothing of what is printed", () => {
  const { feed, text } = fixture();
  feed.asked();
  feed.frame(output(1, 3, "abc"));
  expect(feed.since()).toBe(3);
  feed.asked();
  feed.frame(output(4, 4, "d"));
  expect(text()).toBe("abcd");
});

test("chunks that do not fit are asked for again", () => {
  const { feed, ask } = fixture();
  feed.frame(output(1, 3, "abc"));
  feed.frame(output(3, 4, "cd"));
  expect(ask).toHaveBeenCalledOnce();
});

test("what is typed without a connection is said not to have been sent", () => {
  const { feed } = fixture();
  expect(feed.type("ls\r")).toBe(true);
  isOpen = false;
  expect(feed.type("rm\r")).toBe(false);
  expect(said.map(({ type }) => type)).toEqual(["input"]);
});

test("nothing is told to a process that has ended", () => {
  const { feed } = fixture();
  feed.frame({ type: "exited", topic: "terminal.a.t.p", exitCode: 0, at: 1 } as Frame);
  expect(feed.type("ls\r")).toBe(true);
  feed.resize({ columns: 80, rows: 24 });
  expect(said).toEqual([]);
});

test("a size is told once, and again when it could not be told", () => {
  const { feed } = fixture();
  isOpen = false;
  feed.resize({ columns: 80, rows: 24 });
  isOpen = true;
  feed.resize({ columns: 80, rows: 24 });
  feed.resize({ columns: 80, rows: 24 });
  feed.resize({ columns: 90, rows: 24 });
  expect(said.map(({ cols }) => cols)).toEqual([80, 90]);
});

test("what the gateway does not take is said in the page's words, and the terminal is followed all the same", () => {
  const { feed } = fixture();
  feed.refused({ code: "terminal.input_too_fast" } as Parameters<typeof feed.refused>[0]);
  expect([feed.isCut(), feed.problem()]).toEqual([true, undefined]);
  feed.type("x");
  expect(feed.isCut()).toBe(false);
});
