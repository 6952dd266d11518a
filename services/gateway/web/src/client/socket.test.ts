import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HANDSHAKE, HEARTBEAT, HEARTBEAT_ANSWER, LiveSocket, type Wire } from "./socket";

class FakeWire implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  onerror: Wire["onerror"] = null;
  said: string[] = [];
  isClosed = false;
  send(text: string): void {
    this.said.push(text);
  }
  close(): void {
    this.isClosed = true;
  }
  open(): void {
    this.onopen?.call(this as never, new Event("open"));
  }
  says(frame: object): void {
    this.onmessage?.call(this as never, { data: JSON.stringify(frame) } as MessageEvent);
  }
  end(code = 1006): void {
    this.onclose?.call(this as never, { code } as CloseEvent);
  }
}

let wires: FakeWire[] = [];
const heard = { opened: vi.fn(), frame: vi.fn(), lost: vi.fn(), signedOut: vi.fn() };
const connect = () => {
  const socket = new LiveSocket(heard, () => wires[wires.push(new FakeWire()) - 1] as FakeWire, () => 0);
  socket.start();
  return socket;
};
const wire = (at = wires.length - 1) => wires[at] as FakeWire;

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  Object.values(heard).forEach((mock) => mock.mockClear());
});
afterEach(() => vi.useRealTimers());

test("a handshake that hangs is given up after ten seconds, and tried again", () => {
  connect();
  vi.advanceTimersByTime(HANDSHAKE);
  expect(wire(0).isClosed).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(wires).toHaveLength(2);
});

test("one lost connection makes one attempt, however often it is said to be lost", () => {
  connect();
  wire().open();
  const first = wire();
  first.end();
  first.end();
  vi.advanceTimersByTime(5_000);
  expect(heard.lost).toHaveBeenCalledTimes(1);
  expect(wires).toHaveLength(2);
});

test("what a given-up socket still says and does is nobody's business", () => {
  connect();
  const first = wire();
  vi.advanceTimersByTime(HANDSHAKE + 1_000);
  wire(1).open();
  first.open();
  first.says({ type: "pong" });
  first.end();
  expect(heard.opened).toHaveBeenCalledTimes(1);
  expect(heard.lost).toHaveBeenCalledTimes(1);
  wire(1).says({ type: "change", topic: "t" });
  expect(heard.frame).toHaveBeenCalledTimes(1);
});

test("the wait doubles from one second to thirty, and starts over when something was heard", () => {
  connect();
  const waits: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const before = wires.length;
    wire().end();
    let waited = 0;
    while (wires.length === before) (vi.advanceTimersByTime(500), (waited += 500));
    waits.push(waited);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  wire().open();
  wire().says({ type: "pong" });
  wire().end();
  vi.advanceTimersByTime(1_000);
  expect(wires).toHaveLength(9);
});

test("a server that accepts and says nothing is waited for longer each time", () => {
  connect();
  wire().open();
  wire().end();
  vi.advanceTimersByTime(1_000);
  wire().open();
  wire().end();
  vi.advanceTimersByTime(1_999);
  expect(wires).toHaveLength(2);
});

test("a socket without a sign of life is given up, one with signs is kept", () => {
  connect();
  wire().open();
  for (let turn = 0; turn < 20; turn += 1) {
    vi.advanceTimersByTime(HEARTBEAT);
    wire().says({ type: "pong" });
  }
  expect(wires).toHaveLength(1);
  vi.advanceTimersByTime(HEARTBEAT + HEARTBEAT_ANSWER);
  expect(heard.lost).toHaveBeenCalledTimes(1);
});

test("a sign-in that is over is not tried again", () => {
  connect();
  wire().open();
  wire().end(4401);
  vi.advanceTimersByTime(120_000);
  expect(heard.signedOut).toHaveBeenCalledTimes(1);
  expect(wires).toHaveLength(1);
});

test("given up while it connects, nothing is left of it", () => {
  const socket = connect();
  socket.stop();
  expect(wire().isClosed).toBe(true);
  wire().open();
  vi.advanceTimersByTime(120_000);
  expect(heard.opened).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("somebody who comes back to the page does not wait for the next attempt", () => {
  const socket = connect();
  wire().end();
  socket.hurry();
  expect(wires).toHaveLength(2);
  socket.hurry();
  expect(wires).toHaveLength(2);
});
