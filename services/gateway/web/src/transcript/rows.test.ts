import { createRoot } from "solid-js";
import { expect, test } from "vitest";

import { Log, everything } from "./fold/samples";
import { createRows } from "./rows";

const DAY = 86_400_000;

test("rows stay the same objects while their items change, and the list while none came", () => {
  createRoot((dispose) => {
    const { events } = new Log().prompt("go").say("a", "b");
    const rows = createRows();
    rows.take(events.slice(0, 2));
    const [before, message] = [rows.rows(), rows.rows().at(-1)];
    rows.take(events);
    expect(rows.rows()).toBe(before);
    expect(message).toMatchObject({ type: "item" });
    expect(message?.type === "item" && message.item()).toMatchObject({ text: "ab" });
    dispose();
  });
});

test("older pages go in front of rows that stay", () => {
  createRoot((dispose) => {
    const events = everything();
    const rows = createRows();
    rows.take(events.slice(15));
    const before = rows.rows().filter((row) => row.type === "item");
    rows.take(events);
    const after = rows.rows().filter((row) => row.type === "item");
    expect(after.slice(-before.length)).toEqual(before);
    expect(after.at(-1)).toBe(before.at(-1));
    expect(after.length).toBeGreaterThan(before.length);
    dispose();
  });
});

test("each day begins with its name", () => {
  createRoot((dispose) => {
    const events = new Log().prompt("one").prompt("two").prompt("three").events;
    const rows = createRows();
    rows.take(events.map((event, at) => ({ ...event, at: DAY * (at < 2 ? 10 : 12) })));
    expect(rows.rows().map((row) => row.type)).toEqual(["day", "item", "item", "day", "item"]);
    dispose();
  });
});
