// The socket, the subscriptions and a topic together, over a line that is cut, doubled and swapped.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveClientMessage, LiveServerMessage } from "../wire";
import { LiveSocket, type Wire } from "./socket";
import { Subscriptions } from "./subscriptions";
import { chaos, randomly, Server } from "./testing/server";
import { ViewTopic } from "./view-topic";

const TOPIC = "organization.acme";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server, and the wires that lead to it; the newest is the one that is used. */
function world(seed: number) {
  const random = randomly(seed);
  const server = new Server(random);
  const link = chaos(random);
  let wire: (Wire & { isSubscribed: boolean }) | undefined;
  const dial = () => {
    link.lose();
    const mine: Wire & { isSubscribed: boolean } = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      isSubscribed: false,
      send(text) {
        const said = JSON.parse(String(text)) as LiveClientMessage;
        if (said.type === "ping") mine.onmessage?.call(mine as never, { data: '{"type":"pong"}' } as MessageEvent);
        if (said.type !== "subscribe") return;
        mine.isSubscribed = true;
        link.send(server.subscribe(said.since ?? null));
      },
      close: () => undefined,
    };
    wire = mine;
    // Some handshakes never end.
    if (random() > 0.2) setTimeout(() => mine.onopen?.call(mine as never, new Event("open")), 50);
    return mine;
  };
  return {
    dial,
    random,
    state: () => server.state(),
    act() {
      const told = server.act();
      if (wire?.isSubscribed) link.send(told);
    },
    deliver() {
      for (const frame of link.deliver()) wire?.onmessage?.call(wire as never, { data: JSON.stringify(frame) } as MessageEvent);
    },
    cut: () => wire?.onclose?.call(wire as never, { code: 1006 } as CloseEvent),
    calm: () => link.calm(),
  };
}

test.each(Array.from({ length: 20 }, (_, seed) => seed))("what the page shows is what the server has (seed %i)", (seed) => {
  const { dial, random, state, act, deliver, cut, calm } = world(seed);
  const subscriptions: Subscriptions = new Subscriptions((message) => void socket.send(message));
  const socket: LiveSocket = new LiveSocket(
    {
      opened: () => subscriptions.opened(),
      frame: (frame: LiveServerMessage) => subscriptions.frame(frame),
      lost: () => undefined,
      signedOut: () => undefined,
    },
    dial,
    random,
  );
  const topic = subscriptions.acquire(TOPIC, (ask) => new ViewTopic(TOPIC, ask));
  socket.start();
  for (let step = 0; step < 500; step += 1) {
    act();
    deliver();
    if (random() < 0.02) cut();
    vi.advanceTimersByTime(Math.floor(random() * 400));
  }
  // The line is good again; what was lost last is told with the next connection.
  calm();
  cut();
  for (let second = 0; second < 60; second += 1) (vi.advanceTimersByTime(1_000), deliver());
  expect(topic.isComplete()).toBe(true);
  expect(Object.fromEntries(topic.values.keys().map((key) => [key, topic.values.get(key)]))).toEqual(state());
});
