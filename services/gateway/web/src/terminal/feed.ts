// One process on the live socket: what it prints, what is typed into it, how large its terminal is.
import { createMemo, createSignal, onCleanup, type Accessor } from "solid-js";

import type { LiveServerMessage } from "../wire";
import { say, subscriptions, type Followed, type Problem } from "../client";
import { inputFrames } from "./bytes";
import type { Size } from "./fitting";
import { Input } from "./input";
import { Output } from "./output";

/** The gateway's word that it has not taken what was typed. */
const TOO_FAST = "terminal.input_too_fast";

export class Feed implements Followed {
  readonly output = new Output();
  readonly problem: Accessor<Problem | undefined>;
  /** Of what was typed or pasted, the rest did not arrive. */
  readonly isCut: Accessor<boolean>;
  private readonly setProblem: (problem: Problem | undefined) => void;
  private readonly setCut: (is: boolean) => void;
  private readonly input: Input;
  private size: Size | undefined;
  /** The process has ended: nothing more is told to it. */
  private isOver = false;

  constructor(
    private readonly topic: string,
    private readonly ask: () => void,
  ) {
    [this.problem, this.setProblem] = createSignal<Problem | undefined>();
    [this.isCut, this.setCut] = createSignal(false);
    const send = (data: string): boolean => say({ type: "input", topic: this.topic, data });
    this.input = new Input({ now: Date.now, send, lost: () => this.setCut(true) });
  }

  since(): number {
    return this.output.since;
  }

  asked(): void {
    this.setProblem(undefined);
    this.output.asked();
    this.input.begun();
  }

  refused(problem: Problem): void {
    this.input.refused();
    // Said in the page's own words; the terminal is followed all the same.
    if (problem.code === TOO_FAST) this.setCut(true);
    else this.setProblem(problem);
  }

  dispose(): void {
    this.input.end();
    this.size = undefined;
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type === "exited") {
      this.isOver = true;
      this.input.end();
    }
    if (frame.type === "inputTaken") this.input.hasTaken(frame.count);
    if (frame.type === "output" && !this.output.take(frame.chunks)) this.ask();
  }

  /** Gives what was typed to the process. `false`: it was not sent, and is not kept. */
  type(text: string): boolean {
    this.setCut(false);
    return this.isOver || this.input.put(text, inputFrames(text));
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
