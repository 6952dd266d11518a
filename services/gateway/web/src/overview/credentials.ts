// Whose git identity is inside the sandbox, beside who the owner is. The two are facts of their own: a new owner's
// credentials follow with their next message.

import type { Member, Owner, SandboxRecord } from "../wire";

export type Tone = "good" | "pending" | "problem" | "none";

export interface Credentials {
  tone: Tone;
  /** Whose are inside; undefined for nobody's. */
  login?: string;
  /** Since when, in milliseconds since 1970. */
  since?: number;
  /** What follows, for people; undefined when owner and identity agree. */
  note?: string;
}

type Sandbox = Pick<SandboxRecord, "status" | "identity" | "stages">;

export function credentials(
  owner: Owner | null | undefined,
  sandbox: Sandbox | undefined,
  member?: Member,
  isEnded = false,
): Credentials {
  if (isEnded && !sandbox?.identity) return { tone: "none", note: "The task has ended." };
  const follows = owner ? `${owner.login}'s follow with their next message.` : "They follow with the next message.";
  const unsigned = member && !member.linked ? ` ${member.login} has not signed in yet: git has no token of theirs.` : "";
  if (!sandbox) return { tone: "none", note: `There is no sandbox yet. ${follows}${unsigned}` };

  const failed = sandbox.stages.findLast((stage) => stage.stage === "credentials" && stage.error)?.error;
  if (failed && sandbox.status === "failed") return { tone: "problem", note: failed };
  if (sandbox.status === "expired" || sandbox.status === "destroyed" || sandbox.status === "destroying") {
    return { tone: "none", note: `The sandbox is gone, and what was inside with it. ${follows}${unsigned}` };
  }
  const { identity } = sandbox;
  if (!identity) {
    const isUnderWay = sandbox.status === "provisioning";
    return { tone: "pending", note: isUnderWay ? "They are put inside while the sandbox is made." : `${follows}${unsigned}` };
  }
  const inside = { login: identity.login, since: identity.since };
  if (!owner) return { tone: "pending", ...inside, note: "Nobody answers for the task; choose an owner." };
  if (identity.userId === owner.userId) return { tone: "good", ...inside };
  return { tone: "pending", ...inside, note: `${follows}${unsigned}` };
}
