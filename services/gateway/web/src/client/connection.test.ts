// The wiring of socket, subscriptions and identity, in a browser that is made of stubs.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";

class StubSocket {
  static opened: StubSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror = null;
  said: { type: string; topic?: string }[] = [];
  constructor(readonly url: string) {
    StubSocket.opened.push(this);
  }
  send(text: string): void {
    this.said.push(JSON.parse(text));
  }
  close(): void {}
}

/** Who the gateway says is here; null: nobody. */
let person: string | null = "u1";
const reload = vi.fn();
let connection: typeof import("./connection");
let identity: typeof import("./identity");
const newest = () => StubSocket.opened.at(-1) as StubSocket;
const settled = (after = 20) => vi.advanceTimersByTimeAsync(after);

beforeAll(async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0);
  const store = new Map<string, string>();
  vi.stubGlobal("window", Object.assign(new EventTarget(), { location: {} }));
  vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("location", { protocol: "https:", host: "foundry.example", reload });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  });
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal("WebSocket", StubSocket);
  vi.stubGlobal("fetch", async () =>
    Response.json({ session: person && { userId: person, login: person, organizations: [], expiresAt: null }, tracesUrl: null }),
  );
  connection = await import("./connection");
  identity = await import("./identity");
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
beforeEach(() => reload.mockClear());

test("nothing is opened until it is known who is here", async () => {
  expect(StubSocket.opened).toHaveLength(0);
  await identity.identify();
  expect([StubSocket.opened.length, newest().url]).toEqual([1, "wss://foundry.example/v1/live"]);
  expect(connection.connection.state()).toBe("connecting");
});

test("an open socket is asked for what is followed, and told what is shown and where its person is", async () => {
  connection.show({ organizationId: "acme", taskId: "t-1", sessionId: "s-1" });
  connection.attend({ organizationId: "acme", taskId: "t-1", sessionId: "s-1", doing: "looking" });
  newest().onopen?.();
  expect(connection.connection.state()).toBe("live");
  expect(newest().said.map(({ type }) => type)).toEqual(["show", "attend"]);
});

test("while sockets fail and requests do not, attempts keep their distance", async () => {
  newest().onclose?.({ code: 1006 });
  const before = StubSocket.opened.length;
  for (let second = 0; second < 31; second += 1) {
    await settled(1_000);
    // Each failed handshake has it asked who is here, and the answer is the same.
    if (StubSocket.opened.length > before) newest().onclose?.({ code: 1006 });
  }
  // After 1, 2, 4, 8 and 16 seconds.
  expect(StubSocket.opened.length - before).toBe(5);
});

test("a socket that is told its sign-in is over is opened again when it is not", async () => {
  await settled(31_000);
  newest().onopen?.();
  newest().onmessage?.({ data: '{"type":"pong"}' });
  const before = StubSocket.opened.length;
  newest().onclose?.({ code: 4401 });
  expect(connection.connection.state()).toBe("connecting");
  await settled(1_100);
  expect([StubSocket.opened.length, identity.session()?.userId]).toEqual([before + 1, "u1"]);
});

test("a sign-in that is over closes everything", async () => {
  newest().onopen?.();
  person = null;
  newest().onclose?.({ code: 4401 });
  await settled(1_100);
  const before = StubSocket.opened.length;
  await settled(60_000);
  expect([connection.connection.state(), StubSocket.opened.length, reload.mock.calls.length]).toEqual(["signedOut", before, 0]);
});

test("another person gets a page of their own", async () => {
  person = "u1";
  await identity.identify();
  newest().onopen?.();
  person = "u2";
  await identity.identify();
  expect(reload).toHaveBeenCalledTimes(1);
});
