import { expect, test } from "vitest";

import { aboutWriting, names, type Seen } from "./words";

const seen = (login: string, doing: Seen["doing"], sessionId: string | null = "s-1"): Seen => ({ login, doing, sessionId });

test("names are listed as one says them", () => {
  expect(names(["bob"])).toBe("bob");
  expect(names(["bob", "carol"])).toBe("bob and carol");
  expect(names(["bob", "carol", "dave"])).toBe("bob, carol and dave");
  expect(names(["bob", "carol", "dave", "eve"])).toBe("bob, carol and 2 others");
});

test("who writes in this session is named, and what their message does to the task", () => {
  expect(aboutWriting([seen("bob", "looking")], "s-1", "alice")).toBeUndefined();
  expect(aboutWriting([seen("bob", "typing", "s-2")], "s-1", "alice")).toBeUndefined();
  expect(aboutWriting([seen("bob", "typing")], "s-1", "bob")).toBe("bob is typing");
  expect(aboutWriting([seen("bob", "drafting")], "s-1", "alice")).toBe("bob is about to send. With the message the task becomes bob’s.");
  expect(aboutWriting([seen("bob", "drafting"), seen("carol", "typing")], "s-1", undefined)).toBe("carol is typing");
  expect(aboutWriting([seen("bob", "typing"), seen("carol", "typing")], "s-1", "alice")).toBe("bob and carol are typing");
});
