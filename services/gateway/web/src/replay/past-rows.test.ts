import { createRoot } from "solid-js";
import { expect, test } from "vitest";

import { fold } from "../transcript/fold/fold";
import { Log } from "../transcript/fold/samples";
import { createPastRows } from "./past-rows";

const { events } = new Log().prompt("go").say("a", "b").tool("t1").toolUpdate("t1", { status: "completed" }).end();
const after = (index: number) => fold(events.slice(0, index));

test("a row that stays is the same object, with its item as it was then", () => {
  createRoot((dispose) => {
    const past = createPastRows();
    past.show(after(6));
    const whole = past.rows();
    expect(whole.map(({ id }) => id.split("-")[0])).toEqual(["day", "prompt", "message", "tool", "end"]);
    past.show(after(2));
    expect(past.rows()).toEqual(whole.slice(0, 3));
    const message = past.rows()[2];
    expect(message).toBe(whole[2]);
    expect(message?.type === "item" && message.item()).toMatchObject({ text: "a", isDone: false });
    dispose();
  });
});

test("the list stays while none came or went", () => {
  createRoot((dispose) => {
    const past = createPastRows();
    past.show(after(4));
    const rows = past.rows();
    past.show(after(5));
    expect(past.rows()).toBe(rows);
    dispose();
  });
});
