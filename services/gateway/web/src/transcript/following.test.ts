import { expect, test } from "vitest";

import { START, movesUp, scrolled } from "./following";

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

test("a reader who begins to move up slowly has left the end, and is not taken back by being near to it", () => {
  let following = scrolled(START, at(800), 10);
  for (const offset of [797, 790, 770, 700]) {
    following = scrolled(following, at(offset), 20);
    expect(following.isFollowing, `${offset}`).toBe(false);
  }
  expect(scrolled(following, at(700, 950), 5_000).isFollowing, "rows above turned out to be smaller").toBe(false);
});

test("what is left of a pixel at the end is the end, even of a list that has shrunk under its reader's hand", () => {
  const following = scrolled(START, at(800), 10);
  expect(scrolled(following, at(300.4, 501), 10).isFollowing).toBe(true);
});

test("some keys move up", () => {
  expect(movesUp({ key: "PageUp", shiftKey: false })).toBe(true);
  expect(movesUp({ key: " ", shiftKey: false })).toBe(false);
  expect(movesUp({ key: " ", shiftKey: true })).toBe(true);
});
