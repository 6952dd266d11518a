import assert from "node:assert/strict";
import { test } from "node:test";
import { totalCents } from "../src/index.ts";

const order = [
  { pieces: 2, priceCents: 450 },
  { pieces: 1, priceCents: 99 },
];

test("lines are added up", () => {
  assert.equal(totalCents(order), 999);
});

test("a discount is taken off the whole order", () => {
  assert.equal(totalCents(order, 10), 899);
});
