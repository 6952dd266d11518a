import { describe, expect, it } from "vitest";
import { changes } from "./changes";
import { toCsv, toJson } from "./export";
import { type AuditEvent, KNOWN_EVENTS, sentence, subjectOf } from "./sentences";

const event = (more: Partial<AuditEvent>): AuditEvent => ({
  eventId: 1,
  event: "task.renamed",
  repositoryId: null,
  taskId: "t-1",
  branch: "main",
  by: "user:u1",
  at: 0,
  details: {},
  ...more,
});

describe("sentence", () => {
  it("tells details in words", () => {
    expect(sentence(event({ details: { from: "a", to: "b" } }))).toBe("renamed the task from “a” to “b”");
    const owner = { from: null, to: { userId: "u2", login: "bob" }, mode: "auto" };
    expect(sentence(event({ event: "task.owner_changed", details: owner }))).toBe(
      "changed the owner from nobody to bob by sending a message",
    );
  });

  it("has words for events it knows, whatever their details are", () => {
    for (const name of KNOWN_EVENTS)
      for (const details of [{}, null, "text", 7, []]) expect(sentence(event({ event: name, details }))).toMatch(/\w/);
  });

  it("names what a revert was of, and who published what", () => {
    expect(sentence(event({ event: "file.reverted", details: { paths: ["a.ts", "b.ts", "c.ts"] } }))).toBe("reverted a.ts and 2 more");
    expect(sentence(event({ event: "task.pr_created", details: { pullRequest: { number: 7 } } }))).toBe("published pull request #7");
    expect(sentence(event({ event: "task.pr_merged", details: { message: "Merged", paths: [] } }))).toBe("merged the pull request");
  });

  it("names the option that somebody chose; its id where nothing else was written down", () => {
    const details = { title: "Edit cart.ts", optionId: "yes", option: "Allow once", waitedMs: 4_000 };
    expect(sentence(event({ event: "permission.answered", details }))).toBe("answered “Edit cart.ts” with “Allow once”");
    expect(sentence(event({ event: "permission.answered", details: { ...details, option: undefined } }))).toBe("answered “Edit cart.ts” with “yes”");
  });

  it("says how a turn ended, in words", () => {
    const ended = (end: string) => sentence(event({ event: "turn.ended", details: { end } }));
    expect([ended("done"), ended("limitReached"), ended("turnedBlue")]).toEqual([
      "’s agent has done its turn", "’s agent reached its limit of tokens or requests", "’s turn ended: turnedBlue",
    ]);
  });

  it("says what was set of a session", () => {
    const set = (value: string | null) => sentence(event({ event: "session.option_set", details: { optionId: "model", value } }));
    expect([set("opus"), set(null)]).toEqual(["set model of the session to “opus”", "set model of the session back"]);
  });

  it("tells an unknown event by its name", () => {
    expect(sentence(event({ event: "task.turned_blue" }))).toBe("task turned blue");
    expect(subjectOf("task.turned_blue")).toBe("task");
  });
});

describe("changes", () => {
  it("shows before and after, of the whole or field by field", () => {
    expect(changes({ from: "a", to: "b" })).toEqual([{ field: "value", from: "a", to: "b" }]);
    expect(changes({ slug: { from: "a", to: null }, note: "x" })).toEqual([{ field: "slug", from: "a", to: undefined }]);
    expect(changes({ from: { userId: "u1", login: "alice" }, to: null, mode: "manual" })).toEqual([
      { field: "value", from: "alice", to: undefined },
    ]);
  });

  it("finds none in what changes nothing", () => {
    for (const details of [null, "x", [], {}, { number: 7 }]) expect(changes(details)).toEqual([]);
  });
});

describe("export", () => {
  it("keeps every event as it was read", () => {
    const events = [event({}), event({ eventId: 2, details: { title: "x" } })];
    expect(JSON.parse(toJson(events))).toEqual(events);
  });

  it("writes CSV that a spreadsheet reads, and does not run", () => {
    const csv = toCsv([event({ branch: '=HYPERLINK("x")', details: { title: 'a "quoted", title' } })]);
    expect(csv.split("\r\n")).toHaveLength(3);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain("1970-01-01T00:00:00.000Z");
  });
});
