// The people who can answer for a task: every member of the organization, whether they have signed in or not.

import { isEnded } from "../rail/actions";
import type { Member, TaskStatus } from "../wire";

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

/** Why the owner of a task stays who it is; undefined when another one can be chosen. */
export function ownerReason(task: { status: TaskStatus } | undefined): string | undefined {
  return isEnded(task) ? "The task has ended: its owner stays as it is." : undefined;
}
