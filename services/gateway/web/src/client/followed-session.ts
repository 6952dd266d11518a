// One session as it is followed: where it begins, what is missing, what is older.
import { batch, createSignal } from "solid-js";
import type { LiveServerMessage, SessionEvent } from "../wire";
import { EventLog } from "./event-log";
import { Problem, query } from "./http";
import type { Followed } from "./subscriptions";

/** How many events are read at first: some windows full of the briefest ones. More would only be waited for. */
export const FIRST = 200;
/** How many older ones are read at a time, and of those that are missing. */
export const PAGE = 500;
/** How long to wait after a read has failed, in milliseconds. */
export const AGAIN = 3_000;

export class FollowedSession implements Followed {
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
      const { events, last } = await this.page({ before: Number.MAX_SAFE_INTEGER, limit: FIRST });
      this.log.begin((events[0]?.index ?? last + 1) - 1, last);
      this.log.append(events, last);
      batch(() => {
        this.grown();
        if (this.log.isAtEnd) this.setLoaded(true);
      });
      this.ask();
    });
  }

  /** Reads what is missing between what is held and what came after it. */
  private async fill(): Promise<void> {
    if (this.isFilling) return;
    this.isFilling = true;
    await this.persist(async () => {
      while (this.log.hasGap) {
        const page = await this.page({ after: (this.log.next ?? 1) - 1, limit: PAGE });
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
      const { events } = await this.page({ after, limit: end - after });
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

  private async page(of: { after?: number; before?: number; limit: number }) {
    const page = await query("sandbox.events", this.key, { sessionId: this.sessionId, ...of }, { signal: this.abort.signal });
    this.log.first = Math.max(1, page.first);
    return page;
  }

  private grown(): void {
    this.setVersion((version) => version + 1);
  }
}
