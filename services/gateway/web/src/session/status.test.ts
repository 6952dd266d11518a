import { expect, test } from "vitest";

import { TASK_STATUS } from "../overview/task-status";
import { SANDBOX_TEXT, SESSION_TEXT, STAGE_TEXT, type Seen, status } from "./status";

const seen = (task: string, session?: string, sandbox?: string, more: object = {}): Seen =>
  ({
    task: { status: task },
    session: session && { status: session, isStopping: false, ...more },
    sandbox: sandbox && { status: sandbox, stages: [{ stage: "cloning", endedAt: null, error: "no such branch" }] },
  }) as Seen;

test("every status has text for people", () => {
  for (const table of [TASK_STATUS, SESSION_TEXT, SANDBOX_TEXT, STAGE_TEXT]) {
    for (const [raw, text] of Object.entries(table)) {
      expect(text, raw).toMatch(/^[A-Z][a-z]+( [a-z]+)*$/);
      expect(text).not.toBe(raw);
    }
  }
});

test("what is final comes before everything else", () => {
  for (const session of Object.keys(SESSION_TEXT)) {
    for (const sandbox of Object.keys(SANDBOX_TEXT)) {
      expect(status(seen("archived", session, sandbox, { error: "x" })).label).toBe("Archived");
      expect(status(seen("killed", session, sandbox)).label).toBe("Ended");
    }
  }
});

test("whoever starts over sees that before what the old sandbox has left", () => {
  const over = seen("running", "error", "destroying", { error: "x" });
  const sandbox = { ...over.sandbox, ending: { cause: "startedOver" } } as Seen["sandbox"];
  expect(status({ ...over, sandbox })).toMatchObject({ label: "Starting over", isBusy: true });
  expect(status({ ...over, sandbox: { ...sandbox, ending: { cause: "stopped" } } as Seen["sandbox"] }).label).toBe("Failed");
});

test("then what a person has to see to, then what is under way, then what is at rest", () => {
  const label = (...args: Parameters<typeof seen>) => status(seen(...args)).label;
  expect(label("running", "error", "provisioning")).toBe("Failed");
  expect(label("running", "needsAnswer", "ready")).toBe("Needs an answer");
  expect(label("running", "running", "ready", { isStopping: true })).toBe("Stopping");
  expect(label("idle", "idle", "failed")).toBe("Sandbox failed");
  expect(label("running", "running", "provisioning")).toBe("Getting ready");
  expect(label("idle", "opening", "ready")).toBe("Getting ready");
  expect(label("running", "running", "ready")).toBe("Running");
  expect(label("error", undefined, "ready")).toBe("Failed");
  expect(label("error", "idle", "ready")).toBe("Ready");
  expect(label("idle", "idle", "expired")).toBe("Sandbox expired");
  expect(label("idle", "idle", "paused")).toBe("Sandbox paused");
  expect(label("running", undefined, "ready")).toBe("Running");
  expect(label("running", "idle", "ready")).toBe("Ready");
  expect(label("idle", "idle", "ready")).toBe("Ready");
  expect(label("initialized")).toBe("Not started");
  expect(status({ task: undefined, session: undefined, sandbox: undefined }).label).toBe("Not started");
});

test("the pill says why, and how far it is", () => {
  expect(status(seen("idle", "error", "ready", { error: "no key" })).detail).toBe("no key");
  expect(status(seen("idle", "idle", "failed")).detail).toBe("no such branch");
  expect(status(seen("idle", "idle", "provisioning")).detail).toBe("Cloning the repository");
});
