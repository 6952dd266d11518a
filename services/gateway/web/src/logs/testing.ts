// Lines for tests.
import type { LogLine } from "../wire";

let sequence = 0;

export function line(of: Partial<LogLine> = {}): LogLine {
  sequence += 1;
  return {
    instance: "task-1",
    sequence,
    at: 1_000 + sequence,
    level: "info",
    service: "task",
    message: "rename is done after 3 ms",
    fields: { command: "rename" },
    key: "acme.t-1",
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    ...of,
  };
}
