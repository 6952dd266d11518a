/** The audit log's events under some filters: newest first, page by page, and fresh while one looks at its top. */

import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { follow, Problem, query, whenBack } from "../client";
import { createOlder, whenChanged } from "../pages";
import type { AuditEvent } from "./sentences";

export interface EventFilters {
  event: string | undefined;
  taskId: string | undefined;
  repositoryId: string | undefined;
}

const PAGE = 100;
/** Changes come in bursts; one reading is enough for those within this time. Milliseconds. */
const GATHERED = 400;

export function useEvents(organizationId: () => string, filters: () => EventFilters) {
  const topic = follow(() => `organization.${organizationId()}`);
  const [events, setEvents] = createSignal<readonly AuditEvent[]>([]);
  const [next, setNext] = createSignal<number>();
  const [problem, setProblem] = createSignal<Problem>();
  const [isRead, setRead] = createSignal(false);
  let reading = new AbortController();

  const page = (before: number | undefined, signal?: AbortSignal) => {
    const { event, taskId, repositoryId } = filters();
    const wanted = {
      limit: PAGE,
      ...(before !== undefined && { before }),
      ...(event && { event }),
      ...(taskId && { taskId }),
      ...(repositoryId && { repositoryId }),
    };
    return query("auditLog.list", [organizationId()], wanted, { signal });
  };

  /** What is new is put before what is known; when they no longer meet, the newest page stays. */
  async function read() {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    try {
      const found = await page(undefined, signal);
      const newest = events()[0]?.eventId;
      const at = newest === undefined ? -1 : found.events.findIndex((event) => event.eventId <= newest);
      if (at < 0) {
        setEvents(found.events);
        setNext(found.next ?? undefined);
      } else if (at > 0) setEvents([...found.events.slice(0, at), ...events()]);
      setProblem(undefined);
      setRead(true);
    } catch (thrown) {
      if (!signal.aborted) setProblem(Problem.of(thrown));
    }
  }

  createEffect(
    on(
      () => JSON.stringify([organizationId(), filters()]),
      () => {
        setEvents([]);
        setNext(undefined);
        setRead(false);
        setProblem(undefined);
        void read();
      },
    ),
  );
  whenChanged(topic, GATHERED, () => void read());
  whenBack(problem, () => void read());
  onCleanup(() => reading.abort());

  const older = createOlder(
    next,
    async (before) => {
      const found = await page(before);
      if (next() !== before) return;
      setEvents([...events(), ...found.events]);
      setNext(found.next ?? undefined);
    },
    setProblem,
  );

  return {
    events,
    problem,
    isRead,
    hasMore: older.hasMore,
    isReadingOlder: older.isReadingOlder,
    readOlder: () => void older.readOlder(),
    read: () => void read(),
  };
}
