// The fold of a session's log into a transcript. It knows no clock and no page: the same events give the same items, in
// whatever portions they come, so that what was followed live equals what is read again later.

import type { EndItem, Item, LogEvent, MessageItem, NoticeItem, PermissionItem, ToolItem } from "./items";
import { field, list, number, pretty, text } from "./json";
import { type Transcript, change, empty, push } from "./transcript";
import { base, notice, other, takeUpdate } from "./updates";

/** The whole log at once. */
export function fold(events: readonly LogEvent[]): Transcript {
  const transcript = empty();
  append(transcript, events);
  return transcript;
}

/** Takes in what comes behind what was read. Says which positions are new or have changed, in O(events). */
export function append(to: Transcript, events: readonly LogEvent[]): Set<number> {
  to.changed = new Set();
  for (const event of events) take(to, event);
  return to.changed;
}

function take(to: Transcript, event: LogEvent): void {
  // What was taken in before is not taken in twice.
  if (event.index <= to.last) return;
  const before = to.items.length;
  const missing = event.index - to.last - 1;
  if (to.last > 0 && missing > 0) {
    notice(to, { ...event, index: event.index - 0.5 }, gap(missing));
  }
  to.last = lastIndex(event);
  to.heardAt = event.at;
  takeKind(to, event);
  if (to.items.length > before) settle(to, before - 1);
}

/** An event in which chunks were joined stands for their indexes, too. */
function lastIndex(event: LogEvent): number {
  return Math.max(event.index, number(event, "lastIndex") ?? 0);
}

function takeKind(to: Transcript, event: LogEvent): void {
  switch (event.kind) {
    case "prompt":
      return prompt(to, event, false);
    case "steer":
      return prompt(to, event, true);
    case "update":
      return takeUpdate(to, event);
    case "permission":
      return permission(to, event);
    case "answer":
      return answer(to, event);
    case "ended":
      return ended(to, event);
    case "notice":
      return told(to, event);
    case "answered":
      // The agent's answer to something that was asked before the turn: only its failure is news.
      if (field(event.body, "error") !== undefined) other(to, event, "Answer with an error", event.body);
      return;
    default:
      other(to, event, event.kind, event.body);
  }
}

/** A message to which nothing more is added can be drawn for good. */
function settle(to: Transcript, position: number): void {
  const item = to.items[position];
  const isSpeech = item?.type === "message" || item?.type === "thought" || item?.type === "echo";
  if (isSpeech && !item.isDone) change<MessageItem>(to, position, { isDone: true });
}

function prompt(to: Transcript, event: LogEvent, isSteering: boolean): void {
  const attachments = list(event.body, "attachments").map((json) => ({
    filePath: text(json, "filePath") ?? "",
    lineNumber: number(json, "lineNumber") ?? null,
    lineContent: text(json, "lineContent") ?? null,
    imageId: text(json, "imageId") ?? null,
  }));
  const author = text(event.body, "author") ?? null;
  if (!isSteering) {
    if (author && to.author && author !== to.author) swapped(to, event, author, to.author);
    to.author = author ?? to.author;
    to.turn = { id: event.messageId ?? null, at: event.at, startedWithCost: to.usage?.cost?.amount ?? null };
  }
  push(to, {
    ...base(event, "prompt"),
    type: "prompt",
    text: text(event.body, "text") ?? "",
    attachments,
    author,
    isSteering,
    isTaken: !isSteering || field(event.body, "isTaken") !== false,
    summary: text(event.body, "summary") ?? null,
  });
}

/** Whoever begins a turn becomes the task's owner. */
function swapped(to: Transcript, event: LogEvent, person: string, former: string): void {
  const text = "now owns the task: the agent works with their credentials";
  notice(to, { ...event, index: event.index - 0.25 }, { about: "owner", tone: "info", text, person, former });
}

function permission(to: Transcript, event: LogEvent): void {
  const permissionId = text(event.body, "permissionId") ?? `unnamed-${event.index}`;
  const toolCall = field(event.body, "toolCall");
  const toolCallId = text(toolCall, "toolCallId") ?? null;
  const about = to.items[to.tools.get(toolCallId ?? "") ?? -1];
  const known = about?.type === "tool" ? about.title : undefined;
  const title = text(toolCall, "title") ?? known ?? "The agent asks for permission";
  const item: PermissionItem = {
    ...base(event, "permission"),
    type: "permission",
    permissionId,
    toolCallId,
    title,
    answer: null,
    isOver: false,
  };
  to.permissions.set(permissionId, push(to, item));
}

function answer(to: Transcript, event: LogEvent): void {
  const position = to.permissions.get(text(event.body, "permissionId") ?? "");
  if (position === undefined) return other(to, event, "answer", event.body);
  const answered = { optionId: text(event.body, "optionId") ?? null, by: text(event.body, "by") ?? "", at: event.at };
  change<PermissionItem>(to, position, { answer: answered });
}

const ABOUT: Record<string, Pick<NoticeItem, "about" | "tone">> = {
  stop: { about: "stop", tone: "info" },
  memory: { about: "memory", tone: "info" },
  options: { about: "model", tone: "info" },
  owner: { about: "owner", tone: "info" },
  lost: { about: "gap", tone: "warning" },
  pruned: { about: "gap", tone: "info" },
  sandbox: { about: "sandbox", tone: "warning" },
};

/** Why a sandbox has ended, behind the name of whoever wanted it. */
const ENDINGS: Record<string, string> = {
  startedOver: "started the sandbox over, which ended its agents. The next message goes on in a new one.",
  stopped: "stopped the sandbox, which ended its agents. The next message goes on in a new one.",
};

/** What Foundry itself has to say; anything else is an envelope that nobody knows. */
function told(to: Transcript, event: LogEvent): void {
  const said = text(event.body, "text");
  if (said === undefined) return other(to, event, text(event.body, "method") ?? "notice", event.body);
  const about = text(event.body, "about") ?? (said.startsWith("Asked the agent to stop") ? "stop" : "");
  const known = Object.hasOwn(ABOUT, about) ? ABOUT[about] : undefined;
  const forgets = about === "memory" && text(event.body, "memory") === "nothing";
  const dropped = list(event.body, "dropped").length > 0;
  const kind = known ?? ({ about: "agent", tone: "info" } as const);
  notice(to, event, { ...kind, tone: forgets || dropped ? "warning" : kind.tone, text: said, ...(about === "sandbox" && endedBy(event.body)) });
}

/** Behind the name of whoever has ended the sandbox, if that is known. */
function endedBy(body: unknown): { text: string; person: string } | undefined {
  const [person, cause] = [text(body, "by"), text(body, "cause") ?? ""];
  const words = Object.hasOwn(ENDINGS, cause) ? ENDINGS[cause] : undefined;
  return person && words ? { text: words, person } : undefined;
}

function gap(missing: number) {
  const events = missing === 1 ? "1 event is" : `${missing.toLocaleString("en")} events are`;
  return { about: "gap", tone: "warning", text: `${events} missing here: the agent said more than was heard` } as const;
}

const ENDS: Record<string, EndItem["how"]> = {
  done: "done",
  stopped: "stopped",
  refused: "refused",
  limitReached: "limitReached",
  deliveryUnknown: "deliveryUnknown",
};

function ended(to: Transcript, event: LogEvent): void {
  const end = field(event.body, "end");
  const failed = text(field(end, "failed"), "message");
  const how = failed !== undefined ? "failed" : typeof end === "string" && Object.hasOwn(ENDS, end) ? (ENDS[end] ?? "other") : "other";
  finish(to, event.messageId ?? null, event.at);
  const spent = (to.usage?.cost?.amount ?? 0) - (to.turn?.startedWithCost ?? 0);
  const cost = to.usage?.cost && spent > 0 ? { amount: spent, currency: to.usage.cost.currency } : null;
  push(to, {
    ...base(event, "end"),
    type: "end",
    how,
    message: failed ?? text(event.body, "text") ?? (how === "other" ? pretty(end, 300) : null),
    took: to.turn && to.turn.id === (event.messageId ?? null) ? Math.max(0, event.at - to.turn.at) : null,
    usage: to.usage ? { used: to.usage.used, size: to.usage.size, cost } : null,
  });
  to.turn = null;
}

/** What was still open when its turn ended stays as it is for good. */
function finish(to: Transcript, turn: string | null, at: number): void {
  for (let position = to.items.length - 1; position >= 0; position -= 1) {
    const item: Item | undefined = to.items[position];
    if (!item || item.turn !== turn) continue;
    if (item.type === "prompt" && !item.isSteering) break;
    if (item.type === "tool" && item.endedAt === null) {
      change<ToolItem>(to, position, { status: "stopped", endedAt: at });
    }
    if (item.type === "permission" && !item.answer) change<PermissionItem>(to, position, { isOver: true });
  }
}
