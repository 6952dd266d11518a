/** One actor's timeline, kept fresh: read again when the actor's topic moves, and while a run is under way. */

import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { follow, Problem, query } from "../client";
import { actorKey, type ActorRef, actorTopic } from "./actors";
import { createOlder } from "../pages";
import { createFresh } from "./fresh";
import { NO_PAGES, type Pages, stable, withNewest, withOlder } from "./pages";
import { isActive, type Row, timeline } from "./timeline";
import type { DeadLetter, WorkflowRun } from "./types";

/** Changes come in bursts; one reading is enough for those within this time. Milliseconds. */
const GATHERED = 120;
/** A step of a run changes no view, so a run under way is looked at this often. Milliseconds. */
const ACTIVE_EVERY = 2_000;
const RUNS = 100;

export type Timeline = ReturnType<typeof useTimeline>;

export function useTimeline(organizationId: () => string, actor: () => ActorRef) {
  const topic = follow(() => actorTopic(organizationId(), actor()));
  const [pages, setPages] = createSignal<Pages>(NO_PAGES);
  const [runs, setRuns] = createSignal<readonly WorkflowRun[]>([]);
  const [letters, setLetters] = createSignal<readonly DeadLetter[]>([]);
  const [problem, setProblem] = createSignal<Problem>();
  const [isRead, setRead] = createSignal(false);
  let reading = new AbortController();

  const rows = createMemo<Row[]>((before) => {
    const sources = { commands: pages().commands, hasMore: pages().next !== undefined, runs: runs(), letters: letters() };
    return stable(before, timeline(sources), isSame);
  }, []);
  const hasActive = createMemo(() => rows().some(isActive));

  async function read(): Promise<void> {
    reading.abort();
    reading = new AbortController();
    const [options, key, name] = [{ signal: reading.signal }, actorKey(organizationId(), actor()), actor().kind];
    try {
      // The runtime answers these alike for every kind of actor.
      const [page, found, dead] = await Promise.all([
        query(`${name}.history` as "task.history", key, { limit: 50 }, options),
        query(`${name}.workflows` as "task.workflows", key, { limit: RUNS }, options),
        query(`${name}.deadLetters` as "task.deadLetters", key, undefined, options),
      ]);
      setPages((known) => withNewest(known, page));
      setRuns(found.runs);
      setLetters(dead.letters);
      setProblem(undefined);
      setRead(true);
      fresh.caughtUp();
    } catch (thrown) {
      if (!options.signal.aborted) setProblem(Problem.of(thrown));
    }
  }

  const again = () => void read();
  const fresh = createFresh({ topic, gathered: GATHERED, every: () => (hasActive() ? ACTIVE_EVERY : undefined), read: again });

  createEffect(
    on(
      () => `${organizationId()}/${actor().kind}/${actor().key}`,
      () => {
        setPages(NO_PAGES);
        setRuns([]);
        setLetters([]);
        setRead(false);
        setProblem(undefined);
        void read();
      },
    ),
  );
  onCleanup(() => reading.abort());

  const older = createOlder(
    () => pages().next,
    async (before) => {
      const key = actorKey(organizationId(), actor());
      const page = await query(`${actor().kind}.history` as "task.history", key, { limit: 100, before });
      setPages((known) => (known.next === before ? withOlder(known, page) : known));
    },
    setProblem,
  );

  return {
    rows,
    problem,
    isRead,
    letters,
    isBehind: fresh.isBehind,
    setHeld: fresh.setHeld,
    ...older,
    read: again,
  };
}

function isSame(a: Row, b: Row): boolean {
  if (a.what === "workflow" || b.what === "workflow") {
    return a.what === "workflow" && b.what === "workflow" && a.run.updatedAt === b.run.updatedAt && a.state === b.state;
  }
  return a.letter?.id === b.letter?.id && a.entry?.entry === b.entry?.entry;
}
