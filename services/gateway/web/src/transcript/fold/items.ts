// What a transcript is made of, in the order in which people read it.

import type { components } from "../../wire";

/** One event of a session's log, as the sandbox has written it down. */
export type LogEvent = components["schemas"]["SessionEvent"];

interface Base {
  /** Lasts as long as the item: its kind and the index of its first event. */
  id: string;
  /** The index of its first event. */
  index: number;
  /** The turn: the id of the message that began it. */
  turn: string | null;
  /** When it began. */
  at: number;
}

export interface Attached {
  filePath: string;
  lineNumber: number | null;
  lineContent: string | null;
  /** Null for a file or a line. */
  imageId: string | null;
}

export interface PromptItem extends Base {
  type: "prompt";
  text: string;
  attachments: Attached[];
  /** Who wrote it; null when the log does not say. */
  author: string | null;
  /** It was sent into a turn under way. */
  isSteering: boolean;
  /** Whether the agent took it; one that did not waits in the queue. */
  isTaken: boolean;
  /** What Foundry has put before it, for an agent that remembers nothing. */
  summary: string | null;
}

export interface MessageItem extends Base {
  type: "message" | "thought" | "echo";
  text: string;
  /** The agent's own id of the message, if it gives one. */
  agentMessageId: string | null;
  /** When its newest chunk came. */
  until: number;
  /** Nothing more is added to it. */
  isDone: boolean;
}

export type ToolStatus = "pending" | "running" | "completed" | "failed" | "stopped";

export type ToolContent =
  | { type: "text"; text: string }
  | { type: "diff"; path: string; oldText: string | null; newText: string }
  | { type: "image"; image: Picture }
  | { type: "terminal"; terminalId: string }
  | { type: "other"; raw: unknown };

/** An image as the Agent Client Protocol has it. */
export interface Picture {
  /** `image/png` */
  mediaType: string;
  /** Its bytes in Base64. */
  data: string;
}

export interface PictureItem extends Base {
  type: "image";
  image: Picture;
}

export interface Location {
  path: string;
  line: number | null;
}

export interface ToolItem extends Base {
  type: "tool";
  toolCallId: string;
  kind: string;
  title: string;
  status: ToolStatus;
  content: ToolContent[];
  locations: Location[];
  input: unknown;
  output: unknown;
  exitCode: number | null;
  endedAt: number | null;
}

export interface PlanEntry {
  content: string;
  status: "pending" | "in_progress" | "completed";
  priority: string | null;
}

export interface PlanItem extends Base {
  type: "plan";
  entries: PlanEntry[];
  isRemoved: boolean;
}

export interface PermissionItem extends Base {
  type: "permission";
  permissionId: string;
  toolCallId: string | null;
  title: string;
  /** What the log itself says became of it; the sandbox's rows say more. */
  answer: { optionId: string | null; by: string; at: number } | null;
  /** Its turn has ended: nobody can answer it any more. */
  isOver: boolean;
}

export type Tone = "info" | "warning" | "danger";

export interface NoticeItem extends Base {
  type: "notice";
  /** What it is about: its icon follows from that. */
  about: "stop" | "memory" | "owner" | "mode" | "model" | "title" | "compaction" | "silence" | "gap" | "agent" | "sandbox";
  tone: Tone;
  text: string;
  /** Whom it is about: the text begins behind their name. Null when it is about nobody. */
  person: string | null;
  /** With whose credentials the agent has worked until then. Null when that is nothing to be said. */
  former: string | null;
}

export interface EndItem extends Base {
  type: "end";
  how: "done" | "stopped" | "refused" | "limitReached" | "failed" | "deliveryUnknown" | "other";
  /** Why, as people should read it; null when there is nothing to say. */
  message: string | null;
  /** Milliseconds since the turn's message; null when that is not in the log that was read. */
  took: number | null;
  usage: TurnUsage | null;
}

/** Something of a kind that this page does not know: shown as it is. */
export interface OtherItem extends Base {
  type: "other";
  title: string;
  body: unknown;
}

export type Item =
  | PromptItem
  | MessageItem
  | PictureItem
  | ToolItem
  | PlanItem
  | PermissionItem
  | NoticeItem
  | EndItem
  | OtherItem;

export interface Usage {
  /** Tokens in the context. */
  used: number;
  /** Tokens that fit into it. */
  size: number;
  /** What the session has cost so far; null when the agent does not say. */
  cost: { amount: number; currency: string } | null;
}

export interface TurnUsage {
  used: number;
  size: number;
  /** What this turn has cost. */
  cost: { amount: number; currency: string } | null;
}

export interface Command {
  name: string;
  description: string;
  hint: string | null;
}
