// A topic of views as a store: each value by its key, with what this page has already done to it.
import { batch, createSignal } from "solid-js";
import type { LiveServerMessage } from "../wire";
import { Fold } from "./fold";
import type { Problem } from "./http";
import type { Followed } from "./subscriptions";
import { Values } from "./values";

/** What a view's lists are ordered by, so that a row stays the same row when its list changes. */
const ITEM_KEYS: Record<string, string> = { task: "sessionId", sandbox: "stage", user: "organizationId" };

/** What is missing is asked for so often at most, in milliseconds: all frames behind a gap tell of the same one. */
const ASK_AGAIN = 2_000;

/** How long a change of this page's own is shown when no newer value comes after its command, in milliseconds. */
const SETTLED = 5_000;

/** A change that is shown before its command has run. */
export interface Optimism {
  /** The command was refused. */
  undo(): void;
  /** The command has run: the value that it made replaces this. */
  settle(): void;
}

interface Patch {
  change: (value: unknown) => unknown;
  /** Whether a newer value has come since. */
  isOvertaken: boolean;
  isSettled: boolean;
}

export class ViewTopic implements Followed {
  readonly values: Values;
  readonly isComplete: () => boolean;
  readonly problem: () => Problem | undefined;
  /** Grows with each change of any value. */
  readonly version: () => number;
  /** When something was last heard, in milliseconds since 1970. */
  heardAt = 0;
  private askedAt = 0;

  private readonly fold = new Fold();
  private readonly patches = new Map<string, Patch[]>();
  private readonly setComplete: (is: boolean) => void;
  private readonly setProblem: (problem: Problem | undefined) => void;
  private readonly setVersion: (next: (version: number) => number) => void;

  constructor(topic: string, private readonly askAgain: () => void) {
    this.values = new Values(ITEM_KEYS[topic.split(".")[0] ?? ""] ?? "id");
    [this.isComplete, this.setComplete] = createSignal(false);
    [this.problem, this.setProblem] = createSignal<Problem | undefined>();
    const [version, setVersion] = createSignal(0);
    this.version = version;
    this.setVersion = setVersion;
  }

  since(): number | null {
    return this.fold.cursor;
  }

  asked(): void {
    this.setProblem(undefined);
  }

  refused(problem: Problem): void {
    this.setProblem(problem);
  }

  dispose(): void {
    this.patches.clear();
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type !== "snapshot" && frame.type !== "change") return;
    this.heardAt = Date.now();
    const { changed, gap } = frame.type === "snapshot" ? this.fold.snapshot(frame) : this.fold.change(frame);
    batch(() => {
      for (const key of changed) {
        this.patches.get(key)?.forEach((patch) => (patch.isOvertaken = true));
        this.show(key);
      }
      if (changed.length > 0) this.changed();
      this.setComplete(this.fold.isComplete);
    });
    if (!gap || this.heardAt - this.askedAt < ASK_AGAIN) return;
    this.askedAt = this.heardAt;
    this.askAgain();
  }

  /** Shows the value of a view as it will be. `change` gets undefined when there is none; giving undefined changes nothing. */
  patch(key: string, change: (value: unknown) => unknown): Optimism {
    const patch: Patch = { change, isOvertaken: false, isSettled: false };
    // The store may hold what was told, and what is shown now must not be taken for it.
    this.fold.detach(key);
    const put = (patches: Patch[]) => {
      this.patches.set(key, patches);
      batch(() => (this.show(key), this.changed()));
    };
    put([...(this.patches.get(key) ?? []), patch]);
    const drop = () => put((this.patches.get(key) ?? []).filter((other) => other !== patch));
    return {
      undo: drop,
      settle: () => {
        patch.isSettled = true;
        if (patch.isOvertaken) drop();
        else setTimeout(drop, SETTLED);
      },
    };
  }

  private show(key: string): void {
    const left = (this.patches.get(key) ?? []).filter((patch) => !(patch.isSettled && patch.isOvertaken));
    if (left.length > 0) this.patches.set(key, left);
    else this.patches.delete(key);
    const told = this.fold.value(key);
    const shown = left.reduce<unknown>((value, patch) => patch.change(value) ?? value, told);
    this.values.set(key, left.length > 0 ? structuredClone(shown) : shown);
  }

  private changed(): void {
    this.setVersion((version) => version + 1);
  }

  /** The values whose keys begin so, as plain objects: for what looks at all of them at each change. */
  plain(prefix: string): unknown[] {
    this.version();
    return this.values.plain(prefix);
  }
}
