// Following topics of views from components.
import { createMemo, onCleanup } from "solid-js";
import { everyMinute } from "./clock";
import { connection, subscriptions } from "./connection";
import { type Optimism, ViewTopic } from "./view-topic";

export type { Optimism } from "./view-topic";

/** `stale`: what is shown was true, and is not followed at the moment. */
export type TopicStatus = "loading" | "live" | "stale" | "refused";

export interface Topic {
  /** The keys of the views that have a value. */
  keys(): string[];
  /** The value of a view, followed by itself. */
  value(key: string): unknown;
  /**
   * The values whose keys begin so, as plain objects. Whoever calls it runs again at each change of any value of the topic:
   * cheaper than following thousands of values one by one, and wrong for what shows only a few.
   */
  plain(prefix: string): unknown[];
  /** Grows with each change of any value, for what is read anew then. */
  version(): number;
  status(): TopicStatus;
  problem(): { code: string; message: string } | undefined;
  /** For how long what is shown may be out of date, in milliseconds; 0 while it is live. */
  age(): number;
}

/** Follows a topic for as long as the component is there; none while there is no name. */
export function follow(topic: () => string | undefined): Topic {
  const name = createMemo(topic);
  const followed = createMemo<ViewTopic | undefined>(() => {
    const topic = name();
    if (topic === undefined) return undefined;
    onCleanup(() => subscriptions.release(topic));
    return subscriptions.acquire(topic, (ask) => new ViewTopic(topic, ask));
  });
  const status = (): TopicStatus => {
    const views = followed();
    if (views?.problem()) return "refused";
    if (!views?.isComplete()) return "loading";
    return connection.state() === "live" ? "live" : "stale";
  };
  return {
    keys: () => followed()?.values.keys() ?? [],
    value: (key) => followed()?.values.get(key),
    plain: (prefix) => followed()?.plain(prefix) ?? [],
    version: () => followed()?.version() ?? 0,
    status,
    problem: () => {
      const problem = followed()?.problem();
      return problem && { code: problem.code, message: problem.detail };
    },
    age: () => (status() === "live" ? 0 : Math.max(0, everyMinute() - (followed()?.heardAt ?? 0))),
  };
}

/**
 * Shows a change of a view before its command has run: what `request` takes as `optimistic`. Nothing happens when nobody
 * follows the topic, or there is no such value and no `initial` one.
 */
export function patch<T>(topic: string, key: string, change: (value: T) => T, initial?: T): Optimism {
  const views = subscriptions.find(topic);
  if (views instanceof ViewTopic) {
    return views.patch(key, (value) => {
      const before = (value as T | undefined) ?? initial;
      return before === undefined ? undefined : change(before);
    });
  }
  return { undo: () => undefined, settle: () => undefined };
}
