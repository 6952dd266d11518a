// Logs for tests, made of the events that sandboxes write down.

import type { LogEvent } from "./items";

/** Numbers events from 1, a second apart. */
export class Log {
  readonly events: LogEvent[] = [];
  private turn: string | null = null;

  add(kind: string, body: unknown): this {
    const index = this.events.length + 1;
    this.events.push({ index, messageId: this.turn, kind, at: index * 1_000, body });
    return this;
  }

  update(sessionUpdate: string, rest: object = {}): this {
    return this.add("update", { sessionUpdate, ...rest });
  }

  prompt(text: string, turn = `m-${this.events.length}`): this {
    this.turn = turn;
    return this.add("prompt", { text, attachments: [] });
  }

  say(...chunks: string[]): this {
    for (const text of chunks) this.chunk("agent_message_chunk", text);
    return this;
  }

  think(...chunks: string[]): this {
    for (const text of chunks) this.chunk("agent_thought_chunk", text);
    return this;
  }

  tool(toolCallId: string, rest: object = {}): this {
    return this.update("tool_call", { toolCallId, title: toolCallId, kind: "read", status: "pending", ...rest });
  }

  toolUpdate(toolCallId: string, rest: object): this {
    return this.update("tool_call_update", { toolCallId, ...rest });
  }

  end(end: unknown = "done", rest: object = {}): this {
    return this.add("ended", { end, ...rest });
  }

  private chunk(sessionUpdate: string, text: string): void {
    this.update(sessionUpdate, { content: { type: "text", text } });
  }
}

/** Something of everything. */
export function everything(): LogEvent[] {
  const entries = (...status: string[]) => status.map((status, at) => ({ content: `step ${at}`, status }));
  return new Log()
    .prompt("rename total to sum", "m-1")
    .think("Let me ", "look.")
    .update("plan", { entries: entries("in_progress", "pending") })
    .say("I ", "read ", "it.")
    .tool("t1", { locations: [{ path: "/home/user/repo/src/cart.ts", line: 3 }] })
    .toolUpdate("t1", { status: "in_progress" })
    .toolUpdate("t1", { status: "completed", content: [{ type: "content", content: { type: "text", text: "a" } }] })
    .update("plan", { entries: entries("completed", "in_progress") })
    .tool("t2", { kind: "edit" })
    .add("permission", { permissionId: "p-1", toolCall: { toolCallId: "t2", title: "Edit cart.ts" } })
    .toolUpdate("t2", { status: "completed", content: [{ type: "diff", path: "/x/a.rs", oldText: "a", newText: "b" }] })
    .update("usage_update", { used: 1_200, size: 200_000, cost: { amount: 0.02, currency: "USD" } })
    .update("weather_update", { sky: "clear" })
    .say("Done", ".")
    .end()
    .prompt("again", "m-2")
    .update("current_mode_update", { currentModeId: "plan" })
    .say("Half")
    .add("notice", { text: "3 events were lost", about: "lost" })
    .tool("t3")
    .add("permission", { permissionId: "p-2", toolCall: { toolCallId: "t3" } })
    .add("notice", { text: "Asked the agent to stop", about: "stop" })
    .add("steer", { steeredId: "m-9", text: "and this", attachments: [], author: "u2", isTaken: true })
    .end("stopped").events;
}
