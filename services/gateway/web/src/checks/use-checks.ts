// What GitHub says of a task's pull request; asked when it is looked at, and now and then while checks run.
import { createEffect, createResource, on, onCleanup, type Accessor } from "solid-js";

import { Problem, query } from "../client";
import type { Checks } from "../wire";

/** How often it is asked while a check runs, in milliseconds. */
const WHILE_RUNNING = 30_000;

/** What was said last, so that another tab of the rail begins with it. */
const known = new Map<string, Checks>();

export interface ChecksReading {
  value: Accessor<Checks | undefined>;
  isReading: Accessor<boolean>;
  problem: Accessor<Problem | undefined>;
  again(): void;
}

/** `changedAt`: when the pull request last changed, as far as that is known; undefined when there is none. */
export function useChecks(organizationId: string, taskId: string, changedAt: Accessor<number | undefined>): ChecksReading {
  const key = `${organizationId} ${taskId}`;
  const [read, { refetch }] = createResource(changedAt, async (): Promise<Checks> => {
    const checks = await query("sandbox.checks", [organizationId, taskId]);
    known.set(key, checks);
    return checks;
  });
  const again = (): void => void refetch();
  const value = (): Checks | undefined => {
    if (changedAt() === undefined) return undefined;
    return (read.error ? undefined : read.latest) ?? known.get(key);
  };
  createEffect(
    on(
      () => value()?.checks.some(({ state }) => state === "running" || state === "waiting") ?? false,
      (isRunning) => {
        if (!isRunning) return;
        const timer = setInterval(() => !document.hidden && again(), WHILE_RUNNING);
        onCleanup(() => clearInterval(timer));
      },
    ),
  );
  return { value, isReading: () => read.loading, problem: () => (read.error ? Problem.of(read.error) : undefined), again };
}
