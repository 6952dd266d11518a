// The people who can answer for a task: every member of the organization, whether they have signed in or not.

import type { Member } from "../wire";

/** Me first, then by login. */
export function people(members: readonly Member[], me: string | undefined): Member[] {
  const rank = (member: Member): number => (member.userId === me ? 0 : 1);
  return [...members].sort((a, b) => rank(a) - rank(b) || a.login.localeCompare(b.login));
}

/** Those whose login or name has the text, in the same order. */
export function search(members: readonly Member[], text: string): Member[] {
  const wanted = text.trim().toLowerCase().replace(/^@/, "");
  if (!wanted) return [...members];
  return members.filter(({ login, name }) => login.toLowerCase().includes(wanted) || name?.toLowerCase().includes(wanted));
}

/** What is said beside a member's login. */
export function remark(member: Member, me: string | undefined): string {
  const remarks = [
    member.userId === me && "you",
    member.role === "admin" && "admin",
    !member.linked && "never signed in",
  ];
  return remarks.filter(Boolean).join(" · ");
}
