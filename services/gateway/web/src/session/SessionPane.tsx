// The middle of the page for a task: its header, its tabs, and what the open one shows.
import { A, useLocation, useSearchParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch, createEffect, createSignal, on } from "solid-js";

import { patch, request } from "../client";
import type { PromptItem } from "../transcript";
import { Empty, Skeleton, attempt, confirm } from "../ui";
import type { components } from "../wire";
import { registerCommands } from "../palette/commands";
import { write } from "./attachments";
import { Conversation } from "./Conversation";
import { FirstMessage } from "./FirstMessage";
import { Header } from "./Header";
import { createOpenDiffs } from "./open-diffs";
import { type AskedIn, Prompts } from "./Prompts";
import { markUnread } from "./reading";
import { rescueEdits } from "./queue-edits";
import { ReplayButton, useReplay } from "./ReplayButton";
import { Strip } from "./Strip";
import { afterClosing } from "./strip-keys";
import { type TaskProps, createTaskState } from "./task-state";
import { readOf } from "./transcripts";
import "./session.css";

type TaskRecord = components["schemas"]["TaskRecord"];
type Session = components["schemas"]["Session"];

export function SessionPane(props: TaskProps): JSX.Element {
  const state = createTaskState(props);
  rescueEdits(state);
  const [search, setSearch] = useSearchParams<{ sessionId?: string; diff?: string; at?: string }>();
  const diffs = createOpenDiffs(() => props.taskId, () => search.diff);
  // A link may point at something that was said: `#prompt-12`.
  const address = useLocation();
  const [jump, setJump] = createSignal<{ sessionId: string; itemId: string }>();
  createEffect(
    on([() => address.hash, () => props.sessionId], ([hash, sessionId]) => {
      const itemId = hash.slice(1);
      if (sessionId && /^[a-z]+-[\d.]+$/.test(itemId)) setJump({ sessionId, itemId });
    }),
  );

  const openId = () => (search.diff ? `diff:${search.diff}` : state.session()?.sessionId);
  const href = (more: Record<string, string>) => `?${new URLSearchParams({ ...(props.sessionId && { sessionId: props.sessionId }), ...more })}`;

  function open(id: string | undefined, replace = false): void {
    if (id?.startsWith("diff:")) return setSearch({ diff: id.slice("diff:".length), at: undefined }, { replace });
    setSearch({ sessionId: id, diff: undefined, at: undefined }, { replace });
    if (!id || replace) return;
    const { organizationId, taskId } = props;
    void attempt("Which session is open was not saved", () => request("user.selectSession", ["me"], { organizationId, taskId, sessionId: id }, { isQuiet: true }));
  }

  /** Whoever has opened a session wants to write, as soon as it is shown. */
  let created: string | undefined;
  function openNew(sessionId: string): void {
    created = sessionId;
    open(sessionId);
  }
  const replay = useReplay(state);
  registerCommands(() => [
    {
      id: "session.write",
      title: "Write to the agent",
      group: "Session",
      unavailable: () => (replay.at() === undefined ? undefined : "What is shown is the past. Go back to now first."),
      run: () => write(props.taskId),
    },
  ]);

  async function close(id: string): Promise<void> {
    if (id.startsWith("diff:")) {
      const path = id.slice("diff:".length);
      diffs.close(path);
      if (search.diff === path) setSearch({ diff: undefined }, { replace: true });
      return;
    }
    const session = state.sessions().find((session) => session.sessionId === id);
    const isBusy = session && (session.turn || session.queue.length > 0);
    const about = "Its turn is stopped, and what waits is thrown away. What was said is kept.";
    if (isBusy && !(await confirm({ title: `Close ${session.name}?`, about, action: "Close session", danger: true }))) return;
    const next = afterClosing(state.sessions().map((session) => session.sessionId), id, props.sessionId);
    if (await attempt("The session was not closed", () => request("task.closeSession", state.key(), { sessionId: id }))) open(next, true);
  }

  function patchSessions(change: (sessions: Session[]) => Session[]) {
    const topic = `task.${props.organizationId}.${props.taskId}`;
    return patch<TaskRecord>(topic, topic, (record) => ({ ...record, sessions: change(record.sessions ?? []) }));
  }
  function rename(sessionId: string, name: string): void {
    const optimistic = () =>
      patchSessions((sessions) => sessions.map((session) => (session.sessionId === sessionId ? { ...session, name } : session)));
    void attempt("The session was not renamed", () => request("task.renameSession", state.key(), { sessionId, name }, { optimistic }));
  }
  function reorder(order: string[]): void {
    const optimistic = () =>
      patchSessions((sessions) => sessions.toSorted((one, other) => order.indexOf(one.sessionId) - order.indexOf(other.sessionId)));
    void attempt("The sessions were not put into another order", () => request("task.reorderSessions", state.key(), { order }, { optimistic }));
  }

  const asked = (): AskedIn[] =>
    state.sessions().map(({ sessionId, name }) => ({
      sessionId,
      name,
      prompts: readOf(sessionId)?.transcript().items.filter((item): item is PromptItem => item.type === "prompt") ?? [],
    }));
  function jumpTo(sessionId: string, itemId: string): void {
    setJump({ sessionId, itemId });
    if (search.diff || replay.at() !== undefined || sessionId !== props.sessionId) open(sessionId);
  }
  const isKnown = () => state.task.topic.status() !== "loading";
  return (
    <section class="session-pane" aria-label={state.title() ?? "Task"}>
      <Header state={state} end={<><ReplayButton replay={replay} /><Prompts asked={asked()} onJump={jumpTo} /></>} />
      <Show when={state.sessions().length > 0 || diffs.paths().length > 0}>
        <Strip
          organizationId={props.organizationId}
          taskId={props.taskId}
          sessions={state.sessions()}
          diffs={diffs.paths()}
          open={openId()}
          isEnded={state.isEnded()}
          isUnread={state.isUnread}
          onOpen={open}
          onClose={(id) => void close(id)}
          onRename={rename}
          onUnread={(sessionId, unread) => markUnread(state, sessionId, unread)}
          onReorder={reorder}
          onCreated={openNew}
        />
      </Show>
      <div class="session-panel" id="session-panel" role="tabpanel" aria-label={search.diff ?? state.session()?.name ?? "Session"}>
        <Show when={state.session()?.sessionId} keyed fallback={<Without state={state} isKnown={isKnown()} onCreated={openNew} />}>
          {(sessionId) => (
            <Conversation
              state={state}
              sessionId={sessionId}
              href={href}
              isNew={sessionId === created}
              diff={search.diff}
              at={replay.at()}
              onReplay={replay.go}
              wanted={jump()?.sessionId === sessionId ? jump()?.itemId : undefined}
              onShown={() => setJump(undefined)}
            />
          )}
        </Show>
      </div>
    </section>
  );
}

/** No session is open: they are not known yet, there is none, the task has ended without one, or there is no such task. */
function Without(props: { state: ReturnType<typeof createTaskState>; isKnown: boolean; onCreated(sessionId: string): void }): JSX.Element {
  const isEnded = () => props.state.isEnded();
  const home = () => <A class="button button-plain button-normal" href={`/organizations/${props.state.organizationId}`}>To the organization</A>;
  const problem = () => props.state.task.topic.problem() ?? props.state.organization.topic.problem();
  const isLineless = () => props.state.organization.topic.status() !== "loading" && props.state.title() === undefined;
  const isMissing = () => problem()?.code === "live.topic_unknown" || (props.isKnown && !problem() && isLineless());
  return (
    <Switch>
      <Match when={isMissing()}>
        <Empty icon="search" title="There is no such task" action={home()}>
          It may have been the line of a pull request that is closed by now.
        </Empty>
      </Match>
      <Match when={problem()}>{(problem) => <Empty icon="circle-alert" title="The task cannot be shown">{problem().message}</Empty>}</Match>
      <Match when={!props.isKnown}><div class="session-nothing"><Skeleton lines={6} label="Loading the task" /></div></Match>
      <Match when={isEnded()}>
        <Empty icon="archive" title="No agent has worked on this task">It has ended, and nothing more can be asked.</Empty>
      </Match>
      <Match when={true}><FirstMessage state={props.state} onCreated={props.onCreated} /></Match>
    </Switch>
  );
}
