import { expect, test } from "vitest";

import type { Attendant } from "../wire";
import { byTask } from "./attendants";

const at = (userId: string, taskId: string, doing: Attendant["doing"] = "looking"): Attendant => ({ userId, taskId, sessionId: null, doing });

test("others are there by their task, oneself never", () => {
  const tasks = byTask([at("u1", "t-1"), at("u2", "t-1"), at("u1", "t-2"), at("u3", "t-3")], "u1", new Map());
  expect([...tasks.keys()]).toEqual(["t-1", "t-3"]);
  expect(tasks.get("t-1")).toEqual([at("u2", "t-1")]);
});

test("where nothing has changed the list is the one from before, so that its row is not drawn again", () => {
  const before = byTask([at("u2", "t-1"), at("u3", "t-3")], "u1", new Map());
  const now = byTask([at("u2", "t-1"), at("u3", "t-3", "typing")], "u1", before);
  expect(now.get("t-1")).toBe(before.get("t-1"));
  expect(now.get("t-3")).not.toBe(before.get("t-3"));
});
