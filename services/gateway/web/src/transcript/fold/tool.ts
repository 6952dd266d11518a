// Tool calls, as the Agent Client Protocol tells them.

import { shortened } from "../format";
import type { Location, ToolContent, ToolItem, ToolStatus } from "./items";
import { field, list, number, picture, text } from "./json";

/** Where a task's repository is in its sandbox. */
const REPOSITORY = "/home/user/repo/";

/** A path as people know it: from the repository's root. */
export function relative(path: string): string {
  if (path.startsWith(REPOSITORY)) return path.slice(REPOSITORY.length);
  return path === REPOSITORY.slice(0, -1) ? "." : path;
}

const STATUSES: Record<string, ToolStatus> = {
  pending: "pending",
  in_progress: "running",
  completed: "completed",
  failed: "failed",
  cancelled: "stopped",
};

/** What an update says of a call; what it leaves out stays as it was. */
export function toolChanges(update: unknown, at: number): Partial<ToolItem> {
  const changes: Partial<ToolItem> = {};
  const title = text(update, "title");
  if (title !== undefined) changes.title = shortened(title.replaceAll(REPOSITORY, ""));
  const kind = text(update, "kind");
  if (kind !== undefined) changes.kind = kind;
  const said = text(update, "status") ?? "";
  const status = Object.hasOwn(STATUSES, said) ? STATUSES[said] : undefined;
  if (status) {
    changes.status = status;
    changes.endedAt = status === "pending" || status === "running" ? null : at;
  }
  if (Array.isArray(field(update, "content"))) changes.content = list(update, "content").map(content);
  if (Array.isArray(field(update, "locations"))) changes.locations = list(update, "locations").flatMap(location);
  if (field(update, "rawInput") !== undefined) changes.input = field(update, "rawInput");
  const output = field(update, "rawOutput");
  if (output !== undefined) {
    changes.output = output;
    const exit = number(output, "exitCode") ?? number(output, "exit_code");
    if (exit !== undefined) changes.exitCode = exit;
  }
  return changes;
}

function content(json: unknown): ToolContent {
  switch (text(json, "type")) {
    case "content": {
      const image = picture(field(json, "content"));
      if (image) return { type: "image", image };
      const said = text(field(json, "content"), "text");
      return said === undefined ? { type: "other", raw: field(json, "content") } : { type: "text", text: said };
    }
    case "diff": {
      const path = text(json, "path");
      if (path === undefined) break;
      const [oldText, newText] = [text(json, "oldText") ?? null, text(json, "newText") ?? ""];
      return { type: "diff", path: relative(path), oldText, newText };
    }
    case "terminal":
      return { type: "terminal", terminalId: text(json, "terminalId") ?? "" };
  }
  return { type: "other", raw: json };
}

function location(json: unknown): Location[] {
  const path = text(json, "path");
  const line = number(json, "line") ?? 0;
  return path === undefined ? [] : [{ path: relative(path), line: line > 0 ? line : null }];
}

/** What a program has said, from wherever the agent puts it; undefined when the call ran none. */
export function programOutput(tool: Pick<ToolItem, "kind" | "output" | "content">): string | undefined {
  if (tool.kind !== "execute") return undefined;
  if (typeof tool.output === "string") return tool.output;
  const parts = ["stdout", "stderr", "output", "formatted_output"].map((name) => text(tool.output, name) ?? "");
  const [stdout, stderr, ...rest] = parts;
  const said = stdout || stderr ? [stdout, stderr].filter(Boolean).join("\n") : rest.find(Boolean);
  if (said) return said;
  const fenced = tool.content.find((part) => part.type === "text");
  return fenced?.type === "text" ? unfenced(fenced.text) : undefined;
}

/** The text within a code fence that is around all of it. */
function unfenced(text: string): string {
  const fence = /^(`{3,})[^\n]*\n([\s\S]*?)\n?\1[^\n]*(?:\n([\s\S]*))?$/.exec(text.trim());
  return fence ? [fence[2], fence[3]].filter(Boolean).join("\n") : text;
}
