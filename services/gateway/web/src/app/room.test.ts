import { expect, it } from "vitest";
import { LIMITS, railWidth, shapeOf } from "./room";

const { left, right } = LIMITS;

it("the rail stands beside what is open wherever there is room for both", () => {
  expect(shapeOf(1_440, left.usual)).toBe("wide");
  expect(shapeOf(1_024, left.usual)).toBe("wide");
  expect(shapeOf(960, left.usual)).toBe("drawer");
  expect(shapeOf(639, left.usual)).toBe("single");
});

it("a hidden sidebar makes room for the rail, and one that is as wide as it can be takes it", () => {
  expect(shapeOf(800, left.usual)).toBe("drawer");
  expect(shapeOf(800, 0)).toBe("wide");
  expect(shapeOf(1_200, left.max)).toBe("drawer");
});

it("the rail gives way before what is open does, and is as wide as was wanted when there is room again", () => {
  expect(railWidth(right.usual, 1_440, left.usual)).toBe(right.usual);
  expect(railWidth(right.usual, 1_024, left.usual)).toBe(304);
  expect(railWidth(right.usual, 1_000, left.usual)).toBe(right.min);
  expect(railWidth(9_000, 2_560, left.usual)).toBe(right.max);
  expect(railWidth(10, 1_440, left.usual)).toBe(right.min);
});
