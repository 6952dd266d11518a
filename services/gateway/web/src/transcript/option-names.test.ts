import { expect, test } from "vitest";

import { keyOf, optionNames, placeOf } from "./option-names";

const option = (name: string, kind: string) => ({ name, kind });

test("options are called what the agent calls them", () => {
  expect(optionNames([option("Yes", "allow_once"), option("No", "reject_once")])).toEqual(["Yes", "No"]);
});

test("two options of one name are told apart by what they do", () => {
  const names = optionNames([option("Allow", "allow_once"), option("Allow", "allow_always"), option("No", "reject_once")]);
  expect(names).toEqual(["Allow (allow once)", "Allow (allow always)", "No"]);
});

test("those that do the same, or what nobody knows, are told apart by their place", () => {
  expect(optionNames([option("Go", "allow_once"), option("Go", "allow_once")])).toEqual(["Go (allow once) · 1", "Go (allow once) · 2"]);
  expect(optionNames([option("Go", "constructor"), option("Go", "odd")])).toEqual(["Go · 1", "Go · 2"]);
});

test("the first nine options have keys, and no key is promised to the tenth", () => {
  expect([0, 8, 9, 29].map(keyOf)).toEqual(["1", "9", undefined, undefined]);
  expect(["1", "9", "0", "10", "a"].map(placeOf)).toEqual([0, 8, undefined, undefined, undefined]);
});
