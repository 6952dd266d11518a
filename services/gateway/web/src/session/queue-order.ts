// Where a message of the queue stands once it was moved. As the task decides it (services/task/src/model/queue.rs). Pure.

interface Waits {
  messageId: string;
}

/** The queue with a message before another one, or behind all (null). The same list when nothing changes, or one is gone. */
export function placed<T extends Waits>(queue: T[], messageId: string, before: string | null): T[] {
  const message = queue.find((waiting) => waiting.messageId === messageId);
  if (!message || messageId === before) return queue;
  const rest = queue.filter((waiting) => waiting !== message);
  const to = before === null ? rest.length : rest.findIndex((waiting) => waiting.messageId === before);
  if (to < 0 || queue[to] === message) return queue;
  return [...rest.slice(0, to), message, ...rest.slice(to)];
}

export type Step = "first" | "up" | "down" | "last";

/** Before which message it is to wait (null: behind all); undefined where it can go no further. */
export function stepped(ids: string[], messageId: string, step: Step): string | null | undefined {
  const at = ids.indexOf(messageId);
  const isLast = at === ids.length - 1;
  if (at < 0 || (at === 0 && (step === "first" || step === "up")) || (isLast && (step === "last" || step === "down"))) return undefined;
  if (step === "first") return ids[0];
  if (step === "up") return ids[at - 1];
  return (step === "down" ? ids[at + 2] : null) ?? null;
}
