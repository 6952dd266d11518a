// One process on the live socket: what it prints, what is typed into it, how large its terminal is.
import { createMemo, createSignal, onCleanup, type Accessor } from "solid-js";

import type { LiveServerMessage } from "../wire";
import { say, subscriptions, type Followed, type Problem } from "../client";
import { inputFrames } from "./bytes";
import type { Size } from "./fitting";
import { Output } from "./output";

export class Feed implements Followed {
  readonly output = new Output();
  readonly problem: Accessor<Problem | undefined>;
  private readonly setProblem: (problem: Problem | undefined) => void;
  private size: Size | undefined;
  /** The process has ended: nothing more is told to it. */
  private isOver = false;

  constructor(
    private readonly topic: string,
    private readonly ask: () => void,
  ) {
    [this.problem, this.setProblem] = createSignal<Problem | undefined>();
  }

  since(): number {
    return this.output.since;
  }

  asked(): void {
    this.setProblem(undefined);
    this.output.asked();
  }

  refused(problem: Problem): void {
    this.setProblem(problem);
  }

  dispose(): void {
    this.size = undefined;
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type === "exited") this.isOver = true;
    if (frame.type === "output" && !this.output.take(frame.chunks)) this.ask();
  }

  /** Gives what was typed to the process. `false`: it was not sent, and is not kept. */
  type(text: string): boolean {
    return this.isOver || inputFrames(text).every((data) => say({ type: "input", topic: this.topic, data }));
  }

  resize(size: Size): void {
    if (this.isOver || (size.columns === this.size?.columns && size.rows === this.size.rows)) return;
    if (say({ type: "resize", topic: this.topic, cols: size.columns, rows: size.rows })) this.size = size;
  }
}

/** Follows a process for as long as the component is there. */
export function useFeed(organizationId: () => string, taskId: () => string, processId: () => string): Accessor<Feed> {
  return createMemo(() => {
    const topic = `terminal.${organizationId()}.${taskId()}.${processId()}`;
    onCleanup(() => subscriptions.release(topic));
    return subscriptions.acquire(topic, (ask) => new Feed(topic, ask));
  });
}
