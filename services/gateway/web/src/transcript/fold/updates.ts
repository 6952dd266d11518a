// The kinds of `session/update` of the Agent Client Protocol, one after the other.

import type { LogEvent, MessageItem, NoticeItem, PlanEntry, ToolItem } from "./items";
import { field, list, number, picture, pretty, text } from "./json";
import { toolChanges } from "./tool";
import { type Transcript, change, push } from "./transcript";

type Take = (to: Transcript, event: LogEvent, update: unknown) => void;

const TAKES: Record<string, Take> = {
  user_message_chunk: (to, event, update) => chunk(to, event, update, "echo"),
  agent_message_chunk: (to, event, update) => chunk(to, event, update, "message"),
  agent_thought_chunk: (to, event, update) => chunk(to, event, update, "thought"),
  tool_call: tool,
  tool_call_update: tool,
  plan,
  plan_update: plan,
  plan_removed: planRemoved,
  usage_update: usage,
  current_mode_update: mode,
  config_option_update: (to, _event, update) => {
    to.options = list(update, "configOptions");
  },
  available_commands_update: commands,
  session_info_update: title,
  notice: (to, event, update) => {
    const severity = text(update, "severity");
    const tone = severity === "error" ? "danger" : severity === "warning" ? "warning" : "info";
    const said = [text(update, "title"), text(update, "message") ?? text(update, "text")].filter(Boolean).join(": ");
    notice(to, event, { about: "agent", tone, text: said || pretty(update, 500) });
  },
  compaction_update: (to, event, update) => {
    const said = text(update, "message") ?? text(update, "status");
    notice(to, event, { about: "compaction", tone: "info", text: `The agent's context was compacted${said ? `: ${said}` : ""}` });
  },
};

/** Takes one update in. Kinds that nobody knows are shown as they are. */
export function takeUpdate(to: Transcript, event: LogEvent): void {
  const kind = text(event.body, "sessionUpdate") ?? "update";
  const take = Object.hasOwn(TAKES, kind) ? TAKES[kind] : undefined;
  if (take) take(to, event, event.body);
  else other(to, event, kind.replaceAll("_", " "), event.body);
}

export function base(event: LogEvent, type: string) {
  return { id: `${type}-${event.index}`, index: event.index, turn: event.messageId ?? null, at: event.at };
}

export function other(to: Transcript, event: LogEvent, called: string, body: unknown): void {
  push(to, { ...base(event, "other"), type: "other", title: called, body });
}

type Said = Pick<NoticeItem, "about" | "tone" | "text"> & { person?: string; former?: string };

export function notice(to: Transcript, event: LogEvent, said: Said): void {
  push(to, { ...base(event, "notice"), type: "notice", person: null, former: null, ...said });
}

/** Chunks of one message belong together as long as nothing else comes in between. */
function chunk(to: Transcript, event: LogEvent, update: unknown, type: MessageItem["type"]): void {
  const content = field(update, "content");
  const said = text(content, "text");
  const image = picture(content);
  if (image) {
    push(to, { ...base(event, "image"), type: "image", image });
    return;
  }
  if (said === undefined) {
    other(to, event, `${type}: ${text(content, "type") ?? "content"}`, content ?? update);
    return;
  }
  const agentMessageId = text(update, "messageId") ?? null;
  const position = to.items.length - 1;
  const newest = to.items[position];
  const goesOn =
    newest?.type === type && newest.turn === (event.messageId ?? null) && newest.agentMessageId === agentMessageId;
  if (goesOn && !newest.isDone) {
    change<MessageItem>(to, position, { text: newest.text + said, until: event.at });
    return;
  }
  if (said !== "") push(to, { ...base(event, type), type, text: said, agentMessageId, until: event.at, isDone: false });
}

function tool(to: Transcript, event: LogEvent, update: unknown): void {
  const toolCallId = text(update, "toolCallId") ?? `unnamed-${event.index}`;
  const known = to.tools.get(toolCallId);
  const changes = toolChanges(update, event.at);
  if (known !== undefined) {
    change<ToolItem>(to, known, changes);
    return;
  }
  const begun: ToolItem = {
    ...base(event, "tool"),
    type: "tool",
    toolCallId,
    kind: "other",
    title: text(update, "name") ?? "Tool call",
    status: "pending",
    content: [],
    locations: [],
    input: undefined,
    output: undefined,
    exitCode: null,
    endedAt: null,
    ...changes,
  };
  to.tools.set(toolCallId, push(to, begun));
}

/** One plan for each turn, in the place where it was first made; an agent that names its plans may have several. */
function plan(to: Transcript, event: LogEvent, update: unknown): void {
  const inside = field(update, "plan") ?? update;
  const id = planId(event, update);
  const entries = list(inside, "entries").map(planEntry);
  const known = to.plans.get(id);
  if (known !== undefined) change(to, known, { entries, isRemoved: false });
  else to.plans.set(id, push(to, { ...base(event, "plan"), type: "plan", entries, isRemoved: false }));
}

function planRemoved(to: Transcript, event: LogEvent, update: unknown): void {
  const known = to.plans.get(planId(event, update));
  if (known !== undefined) change(to, known, { isRemoved: true });
}

function planId(event: LogEvent, update: unknown): string {
  const named = text(field(update, "plan") ?? update, "id") ?? text(update, "planId");
  return `${event.messageId ?? ""}/${named ?? ""}`;
}

function planEntry(json: unknown): PlanEntry {
  const status = text(json, "status");
  return {
    content: text(json, "content") ?? pretty(json, 200),
    status: status === "completed" || status === "in_progress" ? status : "pending",
    priority: text(json, "priority") ?? null,
  };
}

function usage(to: Transcript, _event: LogEvent, update: unknown): void {
  const amount = number(field(update, "cost"), "amount");
  const currency = text(field(update, "cost"), "currency") ?? "USD";
  to.usage = {
    used: number(update, "used") ?? to.usage?.used ?? 0,
    size: number(update, "size") ?? to.usage?.size ?? 0,
    cost: amount === undefined ? (to.usage?.cost ?? null) : { amount, currency },
  };
}

function mode(to: Transcript, event: LogEvent, update: unknown): void {
  const now = text(update, "currentModeId");
  if (now === undefined || now === to.mode) return;
  to.mode = now;
  notice(to, event, { about: "mode", tone: "info", text: `Mode: ${now}` });
}

function title(to: Transcript, event: LogEvent, update: unknown): void {
  const now = text(update, "title");
  if (!now || now === to.title) return;
  to.title = now;
  notice(to, event, { about: "title", tone: "info", text: `The agent calls this session “${now}”` });
}

function commands(to: Transcript, _event: LogEvent, update: unknown): void {
  to.commands = list(update, "availableCommands").flatMap((json) => {
    const name = text(json, "name");
    const hint = text(field(json, "input"), "hint") ?? null;
    return name ? [{ name, description: text(json, "description") ?? "", hint }] : [];
  });
}
