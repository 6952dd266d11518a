import { expect, test } from "vitest";

import { OTHERS, meeting, withOther } from "./draft-versions";

const draft = (text: string, ...ids: string[]) => ({
  text,
  attachments: ids.map((id) => ({ id, filePath: id, lineNumber: null, lineContent: null })),
});
const ours = (text: string, how: { isTyped?: boolean; isBusy?: boolean } = {}) => ({ ...draft(text), isTyped: true, isBusy: false, ...how });

test("the newest edit is shown, and what is being typed is the newest", () => {
  expect(meeting(undefined, draft("theirs"))).toEqual({ shown: "theirs", isLost: false });
  expect(meeting(ours("mine"), draft("theirs"))).toEqual({ shown: "theirs", isLost: true });
  expect(meeting(ours("mine", { isTyped: false }), draft("theirs"))).toEqual({ shown: "theirs", isLost: false });
  expect(meeting(ours("mine", { isBusy: true }), draft("theirs"))).toEqual({ shown: "ours", isLost: true });
});

test("nothing is lost that the shown one has as well", () => {
  expect(meeting(ours("mine"), draft("mine and more"))).toEqual({ shown: "theirs", isLost: false });
  expect(meeting(ours("hello", { isBusy: true }), draft("hell"))).toEqual({ shown: "ours", isLost: false });
  expect(meeting(ours("same", { isBusy: true }), draft("same"))).toEqual({ shown: "ours", isLost: false });
  expect(meeting(ours("same", { isBusy: true }), draft("same", "a-1"))).toEqual({ shown: "ours", isLost: true });
});

test("a version that grows is kept once, and the newest few are", () => {
  let others = withOther([], draft("a"));
  others = withOther(others, draft("a b"));
  expect(others.map(({ text }) => text)).toEqual(["a b"]);
  expect(withOther(others, draft("a"))).toBe(others);
  expect(withOther(others, draft("  "))).toBe(others);
  for (const text of ["1", "2", "3"]) others = withOther(others, draft(text));
  expect(others.map(({ text }) => text)).toEqual(["3", "2", "1"]);
  expect(others).toHaveLength(OTHERS);
});
