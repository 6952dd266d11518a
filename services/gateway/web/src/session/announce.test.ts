import { expect, test } from "vitest";

import { fold } from "../transcript/fold/fold";
import { Log } from "../transcript/fold/samples";
import { announcement } from "./announce";

test("messages are read out when they are complete, and not in pieces", () => {
  const log = new Log().prompt("go").say("one ", "two");
  expect(announcement(fold(log.events).items, 0)).toBeUndefined();
  log.tool("t");
  expect(announcement(fold(log.events).items, 0)).toEqual({ text: "one two", index: 2 });
  expect(announcement(fold(log.events).items, 2)).toBeUndefined();
});

test("so are questions that are open, and ends", () => {
  const log = new Log().prompt("go").add("permission", { permissionId: "p", toolCall: { title: "Edit a.rs" } });
  expect(announcement(fold(log.events).items, 0)?.text).toContain("Edit a.rs");
  log.end({ failed: { message: "no key" } });
  expect(announcement(fold(log.events).items, 0)?.text).toBe("The turn has ended: no key");
});
