import { expect, test } from "vitest";

import type { Member } from "../wire";
import { people, remark, search } from "./people";

const member = (userId: string, login: string, more: Partial<Member> = {}): Member => ({
  userId,
  login,
  name: null,
  avatarUrl: null,
  role: "member",
  linked: true,
  ...more,
});
const MEMBERS = [
  member("u3", "zoe", { name: "Zoë Ångström" }),
  member("u1", "alice", { role: "admin" }),
  member("u2", "bob", { linked: false }),
];

test("everybody is listed, I first", () => {
  expect(people(MEMBERS, "u2").map(({ login }) => login)).toEqual(["bob", "alice", "zoe"]);
  expect(people(MEMBERS, undefined).map(({ login }) => login)).toEqual(["alice", "bob", "zoe"]);
});

test("logins and names are searched", () => {
  const logins = (text: string): string[] => search(MEMBERS, text).map(({ login }) => login);
  expect(logins("@BO")).toEqual(["bob"]);
  expect(logins("ångs")).toEqual(["zoe"]);
  expect(logins("  ")).toHaveLength(3);
  expect(logins("nobody")).toEqual([]);
});

test("who never signed in is said to be so", () => {
  expect(MEMBERS.map((one) => remark(one, "u1"))).toEqual(["", "you · admin", "never signed in"]);
});
