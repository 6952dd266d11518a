/** The last requests that changed something, as the browser has timed them. */

import { createSignal, onCleanup } from "solid-js";

export interface Sent {
  /** `task.rename` */
  name: string;
  key: string;
  /** In milliseconds since 1970. */
  at: number;
  took: number;
  /** HTTP's status; 0 where the browser does not tell. */
  status: number;
}

const KEPT = 20;

/** `undefined` for what is no command. Pure. */
export function sentOf(
  entry: Pick<PerformanceResourceTiming, "name" | "startTime" | "duration" | "responseStatus">,
  timeOrigin: number,
): Sent | undefined {
  const [, version, actor, form, message, ...key] = new URL(entry.name).pathname.split("/");
  if (version !== "v1" || (form !== "request" && form !== "command") || message === undefined) return undefined;
  return {
    name: `${actor}.${message}`,
    key: key.map(decodeURIComponent).join("/"),
    at: timeOrigin + entry.startTime,
    took: entry.duration,
    status: entry.responseStatus,
  };
}

export function followRequests() {
  const [sent, setSent] = createSignal<readonly Sent[]>([]);
  const observer = new PerformanceObserver((list) => {
    const found = list.getEntries().flatMap((entry) => sentOf(entry as PerformanceResourceTiming, performance.timeOrigin) ?? []);
    if (found.length > 0) setSent((before) => [...found.toReversed(), ...before].slice(0, KEPT));
  });
  observer.observe({ type: "resource", buffered: true });
  onCleanup(() => observer.disconnect());
  return sent;
}
