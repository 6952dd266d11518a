/** The runs of all of an organization's actors under some filters: one question to each service, kept fresh. */

import { batch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { follow, Problem, query } from "../client";
import { createOlder } from "../pages";
import type { OrganizationRuns } from "../wire";
import { createFresh } from "./fresh";
import { stable } from "./pages";
import { type RunFilters, STATUSES } from "./run-filters";
import { isUnderWay, type Kinds, merged, RUN_KINDS, type RunKind, type RunLine, toReadOn, withNewest, withOlder, workflowsOf } from "./runs";

const PAGE = 50;
/** As many as one answer has: of so many, those that are shown are read again. */
const MOST = 200;
/** Changes come in bursts; one reading is enough for those within this time. Milliseconds. */
const GATHERED = 500;
/** Runs change no view. Those under way are looked at this often, and whether there are others less. Milliseconds. */
const ACTIVE_EVERY = 2_000;
const EVERY = 5_000;

export type Runs = ReturnType<typeof useRuns>;

export function useRuns(organizationId: () => string, filters: () => RunFilters) {
  const topic = follow(() => `organization.${organizationId()}`);
  const [kinds, setKinds] = createSignal<Kinds>({});
  const [problems, setProblems] = createSignal<Partial<Record<RunKind, Problem>>>({});
  let reading = new AbortController();

  const lines = createMemo<RunLine[]>((before) => stable(before, merged(kinds()), isSame), []);
  const hasActive = createMemo(() => lines().some((line) => isUnderWay(line.run)));
  const [isRead, setRead] = createSignal(false);
  const missing = () => RUN_KINDS.filter((kind) => problems()[kind] !== undefined);
  /** Why there is nothing to show. Where some services have answered, what they said is shown. */
  const problem = () => (missing().length === RUN_KINDS.length ? problems()[RUN_KINDS[0]] : undefined);

  const ask = (kind: RunKind, limit: number, after: string | undefined, signal?: AbortSignal): Promise<OrganizationRuns> => {
    const { standing, workflow } = filters();
    const wanted = { limit, statuses: STATUSES[standing], workflow: workflow || undefined, after };
    // The runtime answers this alike for every kind of actor.
    return query(`${kind}.runs` as "task.runs", [organizationId()], wanted, { signal });
  };

  async function read(): Promise<void> {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    const found: Partial<Record<RunKind, OrganizationRuns>> = {};
    const failed: Partial<Record<RunKind, Problem>> = {};
    const each = RUN_KINDS.map(async (kind) => {
      const limit = Math.min(MOST, Math.max(PAGE, kinds()[kind]?.runs.length ?? 0));
      try {
        found[kind] = await ask(kind, limit, undefined, signal);
      } catch (thrown) {
        failed[kind] = Problem.of(thrown);
      }
    });
    await Promise.all(each);
    if (signal.aborted) return;
    batch(() => {
      setKinds((known) => withAnswers(known, found));
      setProblems(failed);
      setRead(true);
      fresh.caughtUp();
    });
  }
  const again = () => void read();
  const fresh = createFresh({ topic, gathered: GATHERED, every: () => (hasActive() ? ACTIVE_EVERY : EVERY), read: again });

  createEffect(
    on(
      () => JSON.stringify([organizationId(), filters()]),
      () => {
        setKinds({});
        setProblems({});
        setRead(false);
        again();
      },
    ),
  );
  onCleanup(() => reading.abort());

  const readOn = async (before: Kinds) => {
    const found = await Promise.all(toReadOn(before).map(async (kind) => [kind, await ask(kind, PAGE, before[kind]?.next)] as const));
    setKinds((known) => {
      const now = { ...known };
      for (const [kind, page] of found) {
        const read = known[kind];
        if (read !== undefined && read.next === before[kind]?.next) now[kind] = withOlder(read, page);
      }
      return now;
    });
  };
  const [olderProblem, setOlderProblem] = createSignal<Problem>();
  const older = createOlder(
    () => (toReadOn(kinds()).length > 0 ? kinds() : undefined),
    async (before) => {
      setOlderProblem(undefined);
      await readOn(before);
    },
    setOlderProblem,
  );

  return {
    lines,
    problem,
    missing,
    why: (kind: RunKind) => problems()[kind]?.detail,
    olderProblem,
    isRead,
    workflows: createMemo(() => workflowsOf(kinds())),
    isBehind: fresh.isBehind,
    setHeld: fresh.setHeld,
    ...older,
    read: again,
  };
}

function withAnswers(known: Kinds, found: Partial<Record<RunKind, OrganizationRuns>>): Kinds {
  const now = { ...known };
  for (const kind of RUN_KINDS) {
    const page = found[kind];
    if (page !== undefined) now[kind] = withNewest(known[kind], page);
  }
  return now;
}

function isSame(a: RunLine, b: RunLine): boolean {
  return a.run.updatedAt === b.run.updatedAt && a.run.status === b.run.status && a.run.lastStep?.position === b.run.lastStep?.position;
}
