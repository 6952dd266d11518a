// The last requests that change something, as this page has timed them: for whoever looks into it.
import { createSignal } from "solid-js";

export interface Sent {
  /** `task.rename` */
  name: string;
  /** The address that was asked: `/v1/task/request/rename/acme/t-1`. */
  asked: string;
  /** `acme/t-1` */
  key: string;
  /** In milliseconds since 1970. */
  at: number;
  /** In milliseconds. */
  took: number;
  /** HTTP's status; 0: nobody was reached. */
  status: number;
  traceId: string | undefined;
}

const KEPT = 20;
const [sent, setSent] = createSignal<readonly Sent[]>([]);

/** Newest first. */
export { sent };

/** Notes a request that was answered or lost; queries are left out. */
export function noteSent(path: string, at: number, response: Response | undefined): void {
  const named = nameOf(path);
  if (!named) return;
  const traceId = response?.headers.get("foundry-trace-id") ?? undefined;
  const one = { ...named, asked: path, at, took: Date.now() - at, status: response?.status ?? 0, traceId };
  setSent((before) => [one, ...before].slice(0, KEPT));
}

/** `undefined` for what is no command. Pure. */
export function nameOf(path: string): Pick<Sent, "name" | "key"> | undefined {
  const [, version, actor, form, message, ...key] = path.split("?")[0]?.split("/") ?? [];
  if (version !== "v1" || (form !== "request" && form !== "command") || message === undefined) return undefined;
  return { name: `${actor}.${message}`, key: key.map(decodeURIComponent).join("/") };
}
