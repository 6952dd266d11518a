import { expect, test } from "vitest";

import { fold } from "../transcript/fold/fold";
import { Log } from "../transcript/fold/samples";
import type { EndItem } from "../transcript";
import { toSendAgain } from "./way-on";

const again = (log: Log, at = -1) => {
  const { items } = fold(log.events);
  const ends = items.filter((item): item is EndItem => item.type === "end");
  return toSendAgain(items, ends.at(at) as EndItem)?.text;
};

test("the message of a turn that failed, or of which nobody knows, can be sent again", () => {
  expect(again(new Log().prompt("go").say("x").end({ failed: { message: "no key" } }))).toBe("go");
  expect(again(new Log().prompt("go").end("deliveryUnknown"))).toBe("go");
  expect(again(new Log().prompt("go").end("done"))).toBeUndefined();
  expect(again(new Log().prompt("go").end("stopped"))).toBeUndefined();
});

test("only while nothing has come after it", () => {
  const log = new Log().prompt("one").end({ failed: { message: "x" } }).prompt("two");
  expect(again(log)).toBeUndefined();
});
