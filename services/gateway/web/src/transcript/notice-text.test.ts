import { expect, test } from "vitest";

import { noticeText } from "./notice-text";

const logins: Record<string, string> = { u1: "alice", u2: "bob" };
const login = (id: string) => logins[id];
const text = "now owns the task: the agent works with their credentials";

test("a change of the owner names the former one, when they are known", () => {
  expect(noticeText({ text, person: "u2", former: "u1" }, login)).toBe(`bob ${text}, no longer with alice’s`);
  expect(noticeText({ text, person: "u2", former: "u9" }, login)).toBe(`bob ${text}`);
  expect(noticeText({ text, person: "u9", former: null }, login)).toBe(`Somebody ${text}`);
});

test("what is about nobody is said as it is", () => {
  expect(noticeText({ text: "Mode: plan", person: null, former: null }, login)).toBe("Mode: plan");
});
