// What is said in a session: the end of its log at once, each event after it as it comes, older pages when asked for.
import { createMemo, onCleanup } from "solid-js";
import type { SessionEvent } from "../wire";
import { connection, subscriptions } from "./connection";
import { FollowedSession } from "./followed-session";
import type { TopicStatus } from "./topics";

export interface SessionLog {
  /** The events that are held: without a gap, without a twin. The same array for ever; `version` tells that it has grown. */
  readonly events: readonly SessionEvent[];
  /** Grows each time events were added, at the end or before the first. */
  version(): number;
  /** How many events are before the first one that is held; 0: all are here. */
  before(): number;
  /** The index of the session's newest event. */
  last(): number;
  /** The index of its oldest event that is kept: what was said before was removed. */
  first(): number;
  /** Whether there is an older page to read. */
  hasOlder(): boolean;
  /** Reads an older page. Throws a `Problem`. */
  loadBefore(): Promise<void>;
  status(): TopicStatus;
  problem(): { code: string; message: string } | undefined;
}

const NO_EVENTS: readonly SessionEvent[] = [];

/** Follows a session for as long as the component is there. */
export function followSession(
  organizationId: () => string,
  taskId: () => string | undefined,
  sessionId: () => string | undefined,
): SessionLog {
  const name = createMemo(() => {
    const [task, session] = [taskId(), sessionId()];
    return task && session ? `session.${organizationId()}.${task}.${session}` : undefined;
  });
  const followed = createMemo(() => {
    const topic = name();
    if (!topic) return undefined;
    const [, organization = "", task = "", session = ""] = topic.split(".");
    onCleanup(() => subscriptions.release(topic));
    return subscriptions.acquire(topic, (ask) => new FollowedSession([organization, task], session, ask));
  });
  return {
    get events() {
      return followed()?.log.events ?? NO_EVENTS;
    },
    version: () => followed()?.version() ?? 0,
    before: () => (followed()?.version(), followed()?.log.before ?? 0),
    last: () => (followed()?.version(), followed()?.log.last ?? 0),
    first: () => (followed()?.version(), followed()?.log.first ?? 1),
    hasOlder: () => (followed()?.version(), followed()?.log.hasOlder ?? false),
    loadBefore: async () => followed()?.loadBefore(),
    status: () => {
      const session = followed();
      if (session?.problem()) return "refused";
      if (!session?.isLoaded()) return "loading";
      return connection.state() === "live" ? "live" : "stale";
    },
    problem: () => {
      const problem = followed()?.problem();
      return problem && { code: problem.code, message: problem.detail };
    },
  };
}
