import { expect, it } from "vitest";
import { stepTo } from "./roving";

it("moves within the list and stays at its ends", () => {
  expect([
    stepTo("ArrowDown", 0, 3),
    stepTo("ArrowDown", 2, 3),
    stepTo("ArrowUp", 0, 3),
    stepTo("Home", 2, 3),
    stepTo("End", 0, 3),
  ]).toEqual([1, 2, 0, 0, 2]);
});

it("begins at the first row, and leaves other keys and empty lists alone", () => {
  expect([stepTo("ArrowUp", -1, 3), stepTo("Enter", 1, 3), stepTo("ArrowDown", 0, 0)]).toEqual([0, undefined, undefined]);
});
