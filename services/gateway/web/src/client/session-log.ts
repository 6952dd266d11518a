// What is said in a session: the end of its log at once, each event after it as it comes, older pages when asked for.
import { createMemo, createSignal, onCleanup } from "solid-js";
import type { LiveServerMessage, SessionEvent } from "../wire";
import { connection, subscriptions } from "./connection";
import { Problem, query } from "./http";
import type { TopicStatus } from "./topics";
import { EventLog } from "./event-log";
import type { Followed } from "./subscriptions";

/** How many events are read at first, and at a time. */
const PAGE = 500;
/** How long to wait after a read has failed, in milliseconds. */
const AGAIN = 3_000;

export interface SessionLog {
  /** The events that are held: without a gap, without a twin. The same array for ever; `version` tells that it has grown. */
  readonly events: readonly SessionEvent[];
  /** Grows each time events were added, at the end or before the first. */
  version(): number;
  /** How many events are before the first one that is held; 0: all are here. */
  before(): number;
  /** The index of the session's newest event. */
  last(): number;
  /** Reads an older page. Throws a `Problem`. */
  loadBefore(): Promise<void>;
  status(): TopicStatus;
  problem(): { code: string; message: string } | undefined;
}

class FollowedSession implements Followed {
  readonly log = new EventLog();
  readonly version: () => number;
  readonly isLoaded: () => boolean;
  readonly problem: () => Problem | undefined;
  private readonly setVersion: (next: (version: number) => number) => void;
  private readonly setLoaded: (is: boolean) => void;
  private readonly setProblem: (problem: Problem | undefined) => void;
  private readonly abort = new AbortController();
  private isFilling = false;
  private older: Promise<void> | undefined;

  constructor(private readonly key: string[], private readonly sessionId: string, private readonly ask: () => void) {
    const [version, setVersion] = createSignal(0);
    this.version = version;
    this.setVersion = setVersion;
    [this.isLoaded, this.setLoaded] = createSignal(false);
    [this.problem, this.setProblem] = createSignal<Problem | undefined>();
    void this.begin();
  }

  /** It is followed from the end that was found, once that is known. */
  since(): number | undefined {
    return this.log.next === undefined ? undefined : this.log.next - 1;
  }

  asked(): void {
    this.setProblem(undefined);
  }

  refused(problem: Problem): void {
    this.setProblem(problem);
  }

  dispose(): void {
    this.abort.abort();
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type !== "events") return;
    if (this.log.append(frame.events, frame.last) === "gap") void this.fill();
    this.grown();
    if (this.log.isAtEnd) this.setLoaded(true);
  }

  loadBefore(): Promise<void> {
    this.older ??= this.readBefore().finally(() => (this.older = undefined));
    return this.older;
  }

  private async begin(): Promise<void> {
    await this.persist(async () => {
      const { last } = await this.page(0, 1);
      this.log.begin(Math.max(0, last - PAGE), last);
      if (last === 0) this.setLoaded(true);
      this.ask();
    });
  }

  /** Reads what is missing between what is held and what came after it. */
  private async fill(): Promise<void> {
    if (this.isFilling) return;
    this.isFilling = true;
    await this.persist(async () => {
      while (this.log.hasGap) {
        const page = await this.page((this.log.next ?? 1) - 1, PAGE);
        if (page.events.length === 0) return this.log.forgetAhead();
        this.log.append(page.events, page.last);
        this.grown();
      }
    });
    this.isFilling = false;
  }

  private async readBefore(): Promise<void> {
    const end = this.log.before;
    const page: SessionEvent[] = [];
    for (let after = Math.max(0, end - PAGE); after < end; ) {
      const { events } = await this.page(after, end - after);
      const last = events.at(-1);
      if (!last) break;
      page.push(...events);
      after = last.index;
    }
    this.log.prepend(page);
    this.grown();
  }

  /** Passing failures are waited out; others are shown. */
  private async persist(run: () => Promise<void>): Promise<void> {
    while (!this.abort.signal.aborted) {
      try {
        return await run();
      } catch (thrown) {
        if (this.abort.signal.aborted) return;
        const problem = Problem.of(thrown);
        if (!problem.isPassing) return this.setProblem(problem);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  }

  private page(after: number, limit: number) {
    return query("sandbox.events", this.key, { sessionId: this.sessionId, after, limit }, { signal: this.abort.signal });
  }

  private grown(): void {
    this.setVersion((version) => version + 1);
  }
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
