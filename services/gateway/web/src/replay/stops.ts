// Where a replay stops: people's messages, tool calls and failures, by their indexes in order. Pure.
import type { LogEvent } from "../transcript/fold/items";
import { field, text } from "../transcript/fold/json";

export interface Stops {
  /** Messages that began a turn. */
  turns: number[];
  calls: number[];
  failures: number[];
}

export function stopsOf(events: readonly LogEvent[]): Stops {
  const stops: Stops = { turns: [], calls: [], failures: [] };
  for (const event of events) {
    if (event.kind === "prompt") stops.turns.push(event.index);
    if (isCall(event)) stops.calls.push(event.index);
    if (isFailure(event)) stops.failures.push(event.index);
  }
  return stops;
}

export const isCall = (event: LogEvent): boolean => event.kind === "update" && text(event.body, "sessionUpdate") === "tool_call";

/** A tool call or a turn that failed. */
export function isFailure(event: LogEvent): boolean {
  if (event.kind === "ended") return field(field(event.body, "end"), "failed") !== undefined;
  const update = event.kind === "update" ? text(event.body, "sessionUpdate") : undefined;
  return (update === "tool_call" || update === "tool_call_update") && text(event.body, "status") === "failed";
}

export const previous = (stops: readonly number[], at: number): number | undefined => stops.findLast((stop) => stop < at);
export const next = (stops: readonly number[], at: number): number | undefined => stops.find((stop) => stop > at);
