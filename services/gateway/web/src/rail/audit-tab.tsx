import { A } from "@solidjs/router";
import { createEffect, createSignal, For, Match, on, onCleanup, Show, Switch, type JSX } from "solid-js";

import { sentence } from "../activity/sentences";
import { Problem, query, useOrganization, useTask, whenBack } from "../client";
import { redactText } from "../inspect/redact";
import { Avatar, Button, Empty, Icon, Notice, Skeleton, Time, when } from "../ui";
import type { Event } from "../wire";
import { actor, joinPages } from "./audit";
import "./audit.css";

const PAGE = 50;

/** What happened to the task, newest first. */
export function Audit(props: { organizationId: string; taskId: string }): JSX.Element {
  const { members } = useOrganization(() => props.organizationId);
  const { record } = useTask(() => props.organizationId, () => props.taskId);
  const [events, setEvents] = createSignal<Event[]>();
  const [next, setNext] = createSignal<number | null>(null);
  const [isReading, setReading] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const abort = new AbortController();
  onCleanup(() => abort.abort());

  const read = async (before: number | null): Promise<void> => {
    setReading(true);
    setProblem(undefined);
    try {
      const params = { taskId: props.taskId, limit: PAGE, before };
      const page = await query("auditLog.list", [props.organizationId], params, { signal: abort.signal });
      const joined = joinPages(events() ?? [], page.events, before === null);
      setEvents(joined.events);
      if (!joined.keepsEnd) setNext(page.next ?? null);
    } catch (thrown) {
      if (!abort.signal.aborted) setProblem(Problem.of(thrown));
    }
    setReading(false);
  };
  // Each thing that happens to a task changes it.
  createEffect(on(() => record()?.revision, () => void read(null)));
  whenBack(problem, () => void read(null));

  return (
    <div class="audit">
      <Show when={problem()}>
        {(problem) => <Notice tone="danger" action={<Button size="small" onClick={() => void read(null)}>Try again</Button>}>{problem().detail}</Notice>}
      </Show>
      <Switch>
        <Match when={events()?.length === 0}>
          <Empty icon="scroll-text" title="Nothing has happened yet">
            What people and agents do to this task is listed here.
          </Empty>
        </Match>
        <Match when={events()}>
          {(events) => (
            <>
              <A class="link audit-all" href={`/organizations/${props.organizationId}/activity?task=${props.taskId}`}>
                With all details and filters
              </A>
              <ol class="audit-list" aria-label="Events, newest first">
                <For each={events()}>{(event) => <AuditRow event={event} by={actor(event.by, members())} />}</For>
              </ol>
            </>
          )}
        </Match>
        <Match when={isReading()}>
          <Skeleton lines={6} label="Loading events" />
        </Match>
      </Switch>
      <Show when={next() !== null}>
        <Button size="small" busy={isReading()} onClick={() => void read(next())}>
          Show older ones
        </Button>
      </Show>
    </div>
  );
}

function AuditRow(props: { event: Event; by: ReturnType<typeof actor> }): JSX.Element {
  const told = () => redactText(sentence(props.event));
  return (
    <li class="audit-row">
      <Show when={props.by.member} fallback={<Icon name="workflow" class="audit-glyph" />}>
        {(member) => <Avatar name={member().login} size={18} />}
      </Show>
      <span class="audit-about" title={props.event.event}>
        <b>{props.by.name}</b>
        {told().startsWith("’") ? "" : " "}
        {told()}
      </span>
      <span class="audit-time" title={when(props.event.at)}>
        <Time at={props.event.at} />
      </span>
    </li>
  );
}
