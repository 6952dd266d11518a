/** Whether anything of a topic has changed, for what is read anew then. */

import { createMemo } from "solid-js";
import type { Topic } from "../client";

interface Told {
  updatedAt?: unknown;
  revision?: unknown;
  lastWebhookAt?: unknown;
  github?: { lastSyncLabel?: unknown; processedRepositoryCount?: unknown; syncStatus?: unknown };
  linked?: unknown;
  role?: unknown;
}

/** A number that grows with each change of one of the topic's views, as far as their times, revisions and states tell. */
export function moves(topic: Topic): () => number {
  return createMemo((before: number) => {
    for (const key of Object.keys(topic.values)) {
      const view = (topic.values[key] ?? {}) as Told;
      // Reading them is what makes this run again when they change.
      void [view.updatedAt, view.revision, view.lastWebhookAt, view.linked, view.role];
      void [view.github?.lastSyncLabel, view.github?.processedRepositoryCount, view.github?.syncStatus];
    }
    return before + 1;
  }, 0);
}
