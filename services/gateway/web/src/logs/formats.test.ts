import { expect, it } from "vitest";
import { toNdjson, toText } from "./formats";
import { Ring } from "./ring";
import { line } from "./testing";

function entries() {
  const ring = new Ring();
  ring.add([line({ at: 0, level: "warn", message: "two\nlines", fields: { code: "task.gone", ms: 3 }, traceId: null })], 2, 0);
  return ring.entries;
}

it("is a text as a terminal shows it", () => {
  const [first, ...others] = toText(entries()).split("\n");
  expect(first).toBe("1970-01-01T00:00:00.000Z WARN  task acme.t-1: two");
  expect(others).toEqual(['lines code="task.gone" ms=3', "1970-01-01T00:00:00.000Z … 2 lines skipped", ""]);
});

it("is one JSON document a line, whatever the texts hold", () => {
  const documents = toNdjson(entries()).trimEnd().split("\n").map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(documents.length).toBe(2);
  expect(documents[0]).toMatchObject({ message: "two\nlines", level: "warn", fields: { ms: 3 } });
  expect(documents[1]).toEqual({ at: 0, skipped: 2 });
});
