import { expect, test } from "vitest";

import { endingWords, inside, offers, question, standing, type Standing, warning } from "./ends";

const names = (sandbox: Standing, isEnded = false) => offers(sandbox, isEnded).map(({ name }) => name);
const ending = (cause: "startedOver" | "stopped" | "taskEnded", by: string | null = "u1") => ({ cause, by, at: 5 });
const login = (id: string) => (id === "u1" ? "alice" : undefined);

test("what is offered depends on how it stands", () => {
  expect(names({ status: "ready" })).toEqual(["startOver", "stop"]);
  expect(names({ status: "ready", expiresAt: 5 })).toEqual(["extend", "startOver", "stop"]);
  expect(names({ status: "paused", expiresAt: null })).toEqual(["startOver", "stop"]);
  expect(names({ status: "provisioning" })).toEqual(["startOver", "stop"]);
  for (const status of ["failed", "expired"] as const) expect(names({ status })).toEqual(["startOver"]);
  expect(names({ status: "destroyed", ending: ending("stopped") })).toEqual(["startOver"]);
  expect(names({ status: "destroyed", ending: ending("taskEnded") })).toEqual([]);
  expect(names({ status: "ready" }, true)).toEqual([]);
});

test("one that failed and has nothing in it is followed without a question, and files that are left are asked about", () => {
  expect(offers({ status: "failed" }, false)).toMatchObject([{ label: "Make a new one", isHarmless: true }]);
  expect(offers({ status: "failed", filesLeft: true }, false)).toEqual([{ name: "startOver", label: "Start over" }]);
  expect(question("startOver", { status: "failed", atWork: 0, processes: 0 }).about).toContain("kept on GitHub under refs/foundry");
});

test("what cannot be done now says why, and stays where it is", () => {
  for (const offer of offers({ status: "destroying" }, false)) expect(offer.reason).toContain("already");
  expect(offers({ status: "ready" }, false).every(({ reason }) => reason === undefined)).toBe(true);
});

test("before anything ends people read what ends with it, and what stays", () => {
  const process = { status: "running" } as never;
  const sessions = [{ status: "running" }, { status: "needsAnswer" }, { status: "idle" }, { status: "error" }];
  const two = inside({ status: "ready", processes: [process, { status: "exited" } as never] }, sessions);
  expect(two).toEqual({ status: "ready", atWork: 2, processes: 1 });
  expect(question("startOver", two).about).toMatch(/^The agents of 2 sessions are at work and are stopped\. 1 process in a terminal ends\./);
  expect(question("startOver", two).about).toContain("refs/foundry");
  expect(question("stop", { ...two, atWork: 1 }).about).toContain("The agent of 1 session is at work and is stopped.");
  expect(question("stop", { ...two, atWork: 0 }).about).toContain("No agent is at work.");
  expect(question("stop", two).about).toContain("the next message makes a new one");
});

test("what waits for a sandbox that is being made waits on, or does not", () => {
  const made = { status: "provisioning", atWork: 1, processes: 0 } as const;
  expect(question("startOver", made).about).toMatch(/^What waits for it in 1 session waits for the new one\./);
  expect(question("stop", made).about).toMatch(/^What waits for it in 1 session is not sent\./);
  expect(question("stop", { ...made, atWork: 0 }).about).toMatch(/^All that is in the sandbox/);
});

test("whoever looks reads who has ended it, and what follows", () => {
  const over: Standing = { status: "destroying", ending: ending("startedOver") };
  expect(standing(over)).toBe("Starting over");
  expect(endingWords(over, login)).toMatch(/^alice starts over.*follows by itself/);
  const stopped: Standing = { status: "destroyed", ending: ending("stopped", null) };
  expect(standing(stopped)).toBe("Stopped");
  expect(endingWords(stopped, login)).toMatch(/^Somebody has stopped.*next message/);
  expect(standing({ ...over, ending: ending("stopped") })).toBe("Being stopped");
  const archived: Standing = { status: "destroyed", ending: ending("taskEnded") };
  expect([standing(archived), endingWords(archived, login)]).toEqual(["Destroyed", undefined]);
  expect(endingWords({ status: "ready" }, login)).toBeUndefined();
});

test("ten and two minutes before the end people are warned, and not of what has none", () => {
  const minutes = (count: number) => warning({ status: "ready", expiresAt: count * 60_000 }, 0);
  expect(minutes(11)).toBeUndefined();
  expect(minutes(10)).toMatchObject({ isLast: false, text: expect.stringContaining("10 minutes") });
  expect(minutes(2)).toMatchObject({ isLast: true, text: expect.stringContaining("2 minutes") });
  expect(minutes(0)).toBeUndefined();
  expect(warning({ status: "ready", expiresAt: null }, 0)).toBeUndefined();
  expect(warning({ status: "paused", expiresAt: 60_000 }, 0)).toBeUndefined();
  expect(warning(undefined, 0)).toBeUndefined();
});
