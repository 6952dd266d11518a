import { expect, test } from "vitest";

import { START, scrolled } from "./following";

const at = (offset: number, size = 1_000) => ({ offset, viewport: 200, size });

test("the list follows until its reader moves up, and again when they are back at the end", () => {
  let following = scrolled(START, at(800), 10);
  expect(following.isFollowing).toBe(true);
  following = scrolled(following, at(700), 10);
  expect(following.isFollowing).toBe(false);
  following = scrolled(following, at(720), 10);
  expect(following.isFollowing).toBe(false);
  expect(scrolled(following, at(790), 10).isFollowing).toBe(true);
});

test("a list that has grown since it was scrolled, or moves by itself, is still followed", () => {
  const following = scrolled(START, at(800), 10);
  expect(scrolled(following, at(800, 1_500), 10).isFollowing).toBe(true);
  expect(scrolled(following, at(500), 5_000).isFollowing).toBe(true);
});
