import { expect, test } from "vitest";

import { lastLine } from "./last-line";

test("the newest line with words, or its end, is shown of a thought", () => {
  expect(["", "one", "one\ntwo\n\n", "one\n two"].map(lastLine)).toEqual(["", "one", "two", " two"]);
  expect(lastLine(`a\n${"x".repeat(500)}`)).toBe("x".repeat(160));
});
