/**
 * What happened, in words: each event's name and details as one sentence without its subject. What an agent or a sandbox
 * did is told of the person it worked for. Pure.
 */

import type { components } from "../wire";

export type AuditEvent = components["schemas"]["Event"];

type Details = Record<string, unknown>;
type Says = (details: Details) => string;

const text = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
const quoted = (value: unknown): string => (text(value) === "" ? "nothing" : `“${text(value)}”`);
const because = (value: unknown): string => (text(value) === "" ? "" : `: ${text(value)}`);
const login = (value: unknown): string => text((value as Details | null)?.["login"]) || "nobody";

/** Told of the person the agent worked for. An end that this page does not know yet is told by its own name. */
const ENDS: Record<string, string> = {
  done: "’s agent has done its turn",
  stopped: "’s agent was stopped",
  refused: "’s agent declined to go on",
  limitReached: "’s agent reached its limit of tokens or requests",
  failed: "’s turn failed",
  deliveryUnknown: "’s message may not have reached the agent",
};

const numberOf = (value: unknown): string => text((value as Details | null)?.["number"]);
const paths = (value: unknown): string => {
  const [first, ...others] = Array.isArray(value) ? value : [];
  return first === undefined ? "a file" : `${text(first)}${others.length > 0 ? ` and ${others.length} more` : ""}`;
};

const SENTENCES: Record<string, Says> = {
  "task.created": (d) => `created the task ${quoted(d["title"])}${d["adopted"] === true ? " on an existing branch" : ""}`,
  "task.initialized": () => "began the task",
  "task.prompted": () => "gave the task its prompt",
  "task.renamed": (d) => `renamed the task from ${quoted(d["from"])} to ${quoted(d["to"])}`,
  "task.owner_changed": (d) =>
    `changed the owner from ${login(d["from"])} to ${login(d["to"])}${d["mode"] === "auto" ? " by sending a message" : ""}`,
  "task.archived": (d) => `archived the task${because(d["reason"])}`,
  "task.brought_back": (d) => `brought the task back${because(d["reason"])}`,
  "task.killed": (d) => `ended the task${because(d["reason"])}`,
  "task.pr_opened": (d) => `opened pull request #${text(d["number"])}`,
  "task.pr_closed": (d) => `closed pull request #${text(d["number"])}`,
  // By GitHub's word with its number; by a merge of ours with what came of it.
  "task.pr_merged": (d) => (text(d["number"]) === "" ? "merged the pull request" : `merged pull request #${text(d["number"])}`),
  "task.pr_created": (d) => `published pull request #${numberOf(d["pullRequest"])}`,
  "task.pr_ready": () => "marked the pull request as ready for review",
  "task.pr_removed": (d) => `removed pull request #${text(d["number"])}`,
  "session.created": (d) => `opened the session ${quoted(d["name"])}`,
  "session.renamed": (d) => `renamed the session from ${quoted(d["from"])} to ${quoted(d["to"])}`,
  "session.closed": (d) => `closed the session ${quoted(d["name"])}`,
  "session.stopped": () => "stopped the agent",
  "message.sent": (d) => (d["interrupts"] === true ? "interrupted the agent with a message" : "sent a message to the agent"),
  "message.steered": () => "told the agent something while it worked",
  "turn.ended": (d) => ENDS[text(d["end"])] ?? `’s turn ended: ${text(d["end"])}`,
  // Entries from before the option's name was written down have its id alone.
  "permission.answered": (d) => `answered ${quoted(d["title"])} with ${quoted(d["option"] ?? d["optionId"])}`,
  "sandbox.requested": (d) => `asked for sandbox ${text(d["generation"])}`,
  "sandbox.ready": (d) => `got sandbox ${text(d["generation"])} ready`,
  "sandbox.failed": (d) => `got no sandbox${because(d["message"])}`,
  "sandbox.expired": (d) => `lost sandbox ${text(d["generation"])}: its time was over`,
  "sandbox.started_over": (d) => `started over: sandbox ${text(d["generation"])} makes room for a new one`,
  "sandbox.stopped": (d) => `stopped sandbox ${text(d["generation"])}`,
  "sandbox.extended": (d) => `kept sandbox ${text(d["generation"])} for longer`,
  "sandbox.destroying": (d) => `is destroying the sandbox${because(d["reason"])}`,
  "sandbox.destroyed": (d) => `destroyed sandbox ${text(d["generation"])}${because(d["note"])}`,
  "sandbox.credentials_injected": (d) => `put ${text(d["login"])}’s credentials into the sandbox`,
  "sandbox.credentials_cleared": () => "took credentials out of the sandbox",
  "sandbox.paused": (d) => `’s sandbox ${text(d["generation"])} rests`,
  "sandbox.resumed": (d) => `’s sandbox ${text(d["generation"])} is awake again`,
  "session.option_set": (d) =>
    text(d["value"]) === "" ? `set ${text(d["optionId"])} of the session back` : `set ${text(d["optionId"])} of the session to ${quoted(d["value"])}`,
  "session.agent_changed": (d) => `changed the agent from ${quoted(d["from"])} to ${quoted(d["to"])}`,
  "permission.timed_out": (d) => `gave no answer to ${quoted(d["title"])} in time; it was rejected`,
  "process.created": (d) => `started ${quoted(d["title"])}`,
  "process.signalled": (d) => `sent ${text(d["signal"])} to ${quoted(d["title"])}`,
  "process.removed": (d) => `removed ${quoted(d["title"])}`,
  "git.pushed": () => "pushed the branch",
  "git.synced": () => "synced the branch with its base",
  "git.sync_aborted": () => "gave up a sync with the base",
  "git.conflicts": (d) => `met conflicts${because(d["message"])}`,
  "git.failed": (d) => `could not do it${because(d["message"])}`,
  "file.reverted": (d) => `reverted ${paths(d["paths"])}`,
  "file.revert_undone": (d) => `undid the revert of ${paths(d["paths"])}`,
  "repository.removed": (d) => `removed the repository ${text(d["fullName"])}`,
  "member.linked": () => "signed in for the first time",
  "member.removed": (d) => `removed ${text(d["login"])} from the organization`,
  "organization.profile_updated": (d) => `changed the profile: ${Object.keys(d).join(", ")}`,
  "github.sync_started": () => "started a sync with GitHub",
  "github.sync_completed": () => "completed a sync with GitHub",
  "github.sync_failed": () => "could not complete a sync with GitHub",
  "github.installation_changed": () => "changed the GitHub App’s installation",
};

/** An event that this page does not know yet is told by its own name. */
export function sentence(event: Pick<AuditEvent, "event" | "details">): string {
  const details = typeof event.details === "object" && event.details !== null ? (event.details as Details) : {};
  return SENTENCES[event.event]?.(details) ?? event.event.replace(/[._]/g, " ");
}

export const KNOWN_EVENTS: readonly string[] = Object.keys(SENTENCES);

/** `task`, `sandbox`, …: what an event is about, for its icon. */
export function subjectOf(event: string): string {
  return event.slice(0, Math.max(0, event.indexOf(".")));
}
