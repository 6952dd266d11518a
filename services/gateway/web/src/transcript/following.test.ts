import { expect, test } from "vitest";

import { START, scrolled } from "./following";

const at = (offset: number, size = 1_000) => ({ offset, viewport: 200, size });

test("the list follows until its reader moves up, and again when they are back at the end", () => {
  let following = scrolled(START, at(800));
  expect(following.isFollowing).toBe(true);
  following = scrolled(following, at(700));
  expect(following.isFollowing).toBe(false);
  following = scrolled(following, at(720));
  expect(following.isFollowing).toBe(false);
  expect(scrolled(following, at(790)).isFollowing).toBe(true);
});

test("a list that has grown since it was scrolled is still followed", () => {
  const following = scrolled(START, at(800));
  expect(scrolled(following, at(800, 1_500)).isFollowing).toBe(true);
});
