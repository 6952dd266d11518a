import { expect, test } from "vitest";

import { credentials } from "./credentials";

const alice = { userId: "u1", login: "alice", avatarUrl: null };
const bob = { userId: "u2", login: "bob", avatarUrl: null };
const inside = (who: typeof alice, status = "ready" as const) => ({
  status,
  stages: [],
  identity: { userId: who.userId, login: who.login, since: 1_000, tokenExpiresAt: null },
});
const member = { ...bob, name: null, role: "member" as const, linked: false };

test("the owner's own are simply there", () => {
  expect(credentials(alice, inside(alice))).toEqual({ tone: "good", login: "alice", since: 1_000 });
});

test("another one's stay until the new owner's message", () => {
  const said = credentials(bob, inside(alice));
  expect(said).toMatchObject({ tone: "pending", login: "alice" });
  expect(said.note).toBe("bob's follow with their next message.");
});

test("whose comes is decided by the id, not by the login", () => {
  expect(credentials({ ...alice, login: "alice-renamed" }, inside(alice)).tone).toBe("good");
  expect(credentials({ ...alice, userId: "u9" }, inside(alice)).tone).toBe("pending");
});

test("a member who never signed in is said to have no token", () => {
  expect(credentials(bob, inside(alice), member).note).toContain("has not signed in yet");
  expect(credentials(bob, undefined, member).note).toContain("has not signed in yet");
});

test("a sandbox that is made anew has nobody's, although the owner is the same", () => {
  expect(credentials(alice, { status: "ready", stages: [], identity: null })).toMatchObject({ tone: "pending" });
  expect(credentials(alice, { status: "provisioning", stages: [], identity: null }).note).toContain("while the sandbox is made");
});

test("what is gone has nobody's", () => {
  for (const status of ["expired", "destroyed"] as const) {
    const said = credentials(alice, { ...inside(alice), status });
    expect([said.tone, said.login]).toEqual(["none", undefined]);
  }
});

test("of a task that has ended nothing follows", () => {
  expect(credentials(alice, undefined, undefined, true)).toEqual({ tone: "none", note: "The task has ended." });
});

test("a failure says its cause", () => {
  const stage = { stage: "credentials" as const, startedAt: 1, endedAt: 2, log: "", error: "sign in again" };
  expect(credentials(alice, { status: "failed", stages: [stage], identity: null })).toEqual({
    tone: "problem",
    note: "sign in again",
  });
});
