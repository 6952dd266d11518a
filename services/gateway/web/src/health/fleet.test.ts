import { expect, it } from "vitest";
import type { Queues } from "../wire";
import { fleet } from "./fleet";

const queues = (waiting: number): Queues =>
  ({ at: 1, streams: [{ stream: "TASK_COMMANDS", actor: "task", waiting, inFlight: 1 }] }) as unknown as Queues;

it("is well while the gateway is ready and no stream is behind", () => {
  expect(fleet({ isReady: true, says: "ready" }, queues(0)).light).toBe("good");
  expect(fleet(undefined, queues(1)).light, "in development nobody knows whether it is ready").toBe("good");
});

it("says which streams are behind, and what is away", () => {
  expect(fleet(undefined, queues(9))).toEqual({ light: "slow", says: "More waits than is being done: TASK_COMMANDS" });
  expect(fleet({ isReady: false, says: "no NATS" }, queues(0))).toEqual({ light: "away", says: "The gateway is not ready: no NATS" });
  expect(fleet({ isReady: true, says: "ready" }, undefined).light).toBe("away");
});
