// What a replay says of a moment, in words that can be read out as well. Pure.
import { clock, count, money } from "../transcript/format";
import type { LogEvent, Usage } from "../transcript/fold/items";
import { field, text } from "../transcript/fold/json";
import { isFailure } from "./stops";

const SECONDS = new Intl.DateTimeFormat("en-GB", { second: "2-digit" });

/** When an event was: as elsewhere, with its second. */
export const moment = (at: number, now: number): string => `${clock(at, now)}:${SECONDS.format(at).padStart(2, "0")}`;

export const place = (at: number, last: number): string => `event ${at.toLocaleString("en")} of ${last.toLocaleString("en")}`;

const UPDATES: Record<string, string> = {
  user_message_chunk: "the agent repeats a message",
  agent_message_chunk: "the agent speaks",
  agent_thought_chunk: "the agent thinks",
  tool_call: "a tool call begins",
  tool_call_update: "a tool call goes on",
  plan: "the agent plans",
  plan_update: "the agent plans",
  plan_removed: "the agent drops its plan",
  usage_update: "what it has used so far",
  current_mode_update: "another mode",
  session_info_update: "another title",
};

const KINDS: Record<string, string> = {
  prompt: "a message to the agent",
  steer: "a message into the turn",
  permission: "the agent asks for permission",
  answer: "an answer to the agent",
  ended: "the turn ends",
  notice: "news of the session",
};

/** `a tool call begins: cargo test` */
export function happening(event: LogEvent): string {
  const update = event.kind === "update" ? (text(event.body, "sessionUpdate") ?? "") : "";
  const isTool = update.startsWith("tool_call");
  if (isFailure(event)) return isTool ? titled("a tool call fails", event.body) : "the turn fails";
  if (isTool && text(event.body, "status") === "completed") return titled("a tool call is done", event.body);
  if (Object.hasOwn(UPDATES, update)) return titled(UPDATES[update] ?? "", event.body);
  if (event.kind === "permission") return titled(KINDS.permission ?? "", field(event.body, "toolCall"));
  return Object.hasOwn(KINDS, event.kind) ? (KINDS[event.kind] ?? "") : "news of the agent";
}

function titled(what: string, of: unknown): string {
  const title = text(of, "title");
  return title ? `${what}: ${title}` : what;
}

/** What the slider says: `Event 37 of 412, 14:03:12, the turn ends`. */
export function valueText(at: number, last: number, event: LogEvent | undefined, now: number): string {
  const words = [place(at, last), ...(event ? [moment(event.at, now), happening(event)] : ["not read yet"])].join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the session had used by then; empty when the agent does not say. */
export function used(usage: Usage | null): string {
  if (!usage) return "";
  const tokens = usage.size > 0 ? `${count(usage.used)} of ${count(usage.size)} tokens` : "";
  return [tokens, usage.cost ? money(usage.cost) : ""].filter(Boolean).join(" · ");
}

export interface Bounds {
  /** The index of the oldest event that is kept. */
  first: number;
  last: number;
}

/** Why what is shown is not what was asked for; undefined when it is. */
export function elsewhere(wanted: number, { first, last }: Bounds): string | undefined {
  if (last === 0) return undefined;
  if (wanted > last) {
    const events = last === 1 ? "1 event" : `${last.toLocaleString("en")} events`;
    return `There is no event ${wanted.toLocaleString("en")}: the session has ${events} so far. The last one is shown.`;
  }
  if (wanted >= first) return undefined;
  if (first === 1) return "Events are counted from 1. The first one is shown.";
  return `What was said before event ${first.toLocaleString("en")} was removed: logs are kept for so long only. The oldest that is left is shown.`;
}

/** The nearest event that there is. */
export const within = (wanted: number, { first, last }: Bounds): number => Math.max(Math.min(wanted, last), Math.min(first, last));
