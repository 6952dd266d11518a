// An organization's lines as they are told, drawn a few times a second however fast they come.
import { createMemo, createSignal, onCleanup } from "solid-js";
import { connection, type Followed, type Problem, subscriptions } from "../client";
import type { LiveServerMessage } from "../wire";
import { type Entry, Ring } from "./ring";

/** Nobody reads faster, and each time all of them are filtered anew. Milliseconds. */
const DRAWN_EVERY = 150;

class FollowedLines implements Followed {
  private readonly ring = new Ring();
  readonly entries: () => readonly Entry[];
  readonly problem: () => Problem | undefined;
  private readonly setEntries: (entries: readonly Entry[]) => void;
  private readonly setProblem: (problem: Problem | undefined) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const [entries, setEntries] = createSignal<readonly Entry[]>([]);
    [this.entries, this.setEntries] = [entries, (entries) => void setEntries(entries)];
    const [problem, setProblem] = createSignal<Problem>();
    [this.problem, this.setProblem] = [problem, (problem) => void setProblem(problem)];
  }

  /** What is remembered is told again, and known. */
  since(): null {
    return null;
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type !== "lines") return;
    this.ring.add(frame.lines, frame.skipped, Date.now());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.setEntries(this.ring.entries);
    }, DRAWN_EVERY);
  }

  /** Whoever may not follow it any more keeps nothing. */
  refused(problem: Problem): void {
    this.clear();
    this.setProblem(problem);
  }

  asked(): void {
    this.setProblem(undefined);
  }

  clear(): void {
    this.ring.clear();
    this.setEntries(this.ring.entries);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

export function useLines(organizationId: () => string) {
  const name = createMemo(() => `logs.${organizationId()}`);
  const followed = createMemo(() => {
    const topic = name();
    onCleanup(() => subscriptions.release(topic));
    return subscriptions.acquire(topic, () => new FollowedLines());
  });
  return {
    entries: () => followed().entries(),
    problem: () => followed().problem(),
    isLive: () => connection.state() === "live" && followed().problem() === undefined,
    clear: () => followed().clear(),
  };
}
