import { createEffect, createRoot } from "solid-js";
import { expect, test } from "vitest";
import { Values } from "./values";

/** How often what is read in `read` changes. */
function watch(read: () => unknown): { count: number } {
  const watched = { count: -1 };
  createRoot(() => createEffect(() => (read(), (watched.count += 1))));
  return watched;
}

test("a value is the same object while it changes, and only what has changed in it is news", () => {
  const values = new Values("id");
  values.set("a", { title: "one", owner: "bob" });
  const value = values.get("a") as { title: string; owner: string };
  const [title, owner] = [watch(() => value.title), watch(() => value.owner)];
  values.set("a", { title: "two", owner: "bob" });
  expect([values.get("a"), value.title, title.count, owner.count]).toEqual([value, "two", 1, 0]);
});

test("whoever reads a value before it is there is told when it comes, and when it goes", () => {
  const values = new Values("id");
  const seen: unknown[] = [];
  createRoot(() => createEffect(() => seen.push((values.get("a") as { title: string } | undefined)?.title)));
  values.set("a", { title: "one" });
  values.set("a", undefined);
  values.set("a", { title: "two" });
  expect(seen).toEqual([undefined, "one", undefined, "two"]);
});

test("keys are news when one comes or goes, not when a value changes", () => {
  const values = new Values("id");
  const keys = watch(() => values.keys());
  values.set("a", { title: "one" });
  values.set("a", { title: "two" });
  expect(keys.count).toBe(1);
  values.set("a", undefined);
  expect([keys.count, values.keys()]).toEqual([2, []]);
});

test("plain values are the newest ones, whether somebody reads them or not", () => {
  const values = new Values("id");
  for (const [key, title] of [["t.1", "one"], ["t.2", "two"], ["u.1", "other"]] as const) values.set(key, { title });
  values.get("t.1");
  values.set("t.1", { title: "another" });
  expect(values.plain("t.")).toEqual([{ title: "another" }, { title: "two" }]);
});
