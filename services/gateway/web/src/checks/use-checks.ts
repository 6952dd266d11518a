// What GitHub says of a task's pull request; asked when it is looked at, and now and then while checks run.
import { createEffect, on, onCleanup, type Accessor } from "solid-js";

import { query } from "../client";
import { useReading, type Reading } from "../rail/reading";
import type { Checks } from "../wire";

/** How often it is asked while a check runs, in milliseconds. */
const WHILE_RUNNING = 30_000;

/** What was said last, so that another tab of the rail begins with it. */
const known = new Map<string, Checks>();

/** `changedAt`: when the pull request last changed, as far as that is known; undefined when there is none. */
export function useChecks(organizationId: string, taskId: string, changedAt: Accessor<number | undefined>): Reading<Checks> {
  const key = `${organizationId} ${taskId}`;
  const reading = useReading(changedAt, async (_at, signal) => {
    const checks = await query("sandbox.checks", [organizationId, taskId], undefined, { signal });
    known.set(key, checks);
    return checks;
  });
  const value = (): Checks | undefined => (changedAt() === undefined ? undefined : (reading.value() ?? known.get(key)));
  createEffect(
    on(
      () => value()?.checks.some(({ state }) => state === "running" || state === "waiting") ?? false,
      (isRunning) => {
        if (!isRunning) return;
        const timer = setInterval(() => !document.hidden && reading.again(), WHILE_RUNNING);
        onCleanup(() => clearInterval(timer));
      },
    ),
  );
  return { ...reading, value };
}
