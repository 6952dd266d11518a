// One session: what was said, what waits, and where to write.
import { type JSX, For, Show, createEffect, createMemo, createSignal, lazy, on, untrack } from "solid-js";

import { type SessionLog, followSession, request } from "../client";
import { PinnedPlan, type PromptItem, Transcript, type TranscriptContext, type TranscriptHandle, TranscriptProvider, activePlan } from "../transcript";
import { Attachments } from "../transcript/cards/Prompt";
import { Button, Empty, Pane, Skeleton, attempt } from "../ui";
import { Composer } from "./Composer";
import type { AgentSession } from "./contract";
import type { Draft } from "./draft-book";
import { Options } from "./Options";
import { dismissProblem, pendingOf, problemOf, seen, sendMessage } from "./outbox";
import { createPermissions } from "./permissions";
import { Queue } from "./Queue";
import { createReading } from "./reading";
import { Strips } from "./Strips";
import type { TaskState } from "./task-state";
import { foldsOf, rowsOf } from "./transcripts";
import { toSendAgain } from "./way-on";
import { Working } from "./Working";

const DiffView = lazy(() => import("../diff").then(({ DiffView }) => ({ default: DiffView })));

export interface ConversationProps {
  state: TaskState;
  /** The same for as long as the conversation is shown. */
  sessionId: string;
  /** The path of the diff that is shown where the transcript is. */
  diff: string | undefined;
  diffHref(path: string): string;
  ref?(handle: TranscriptHandle): void;
}

export function Conversation(props: ConversationProps): JSX.Element {
  const { state, sessionId } = props;
  const { organizationId, taskId } = untrack(() => ({ organizationId: state.organizationId, taskId: state.taskId }));
  const place = { organizationId, taskId, sessionId };
  const key = [organizationId, taskId];
  const session = createMemo(() => state.sessions().find((session) => session.sessionId === sessionId));
  const isRunning = () => ["running", "needsAnswer"].includes(session()?.status ?? "");

  const waits = () => {
    if (isRunning()) return "Sent when the turn under way has ended";
    return session()?.queueIsPaused ? "The queue is paused: it waits behind the others" : undefined;
  };

  const log = followSession(() => organizationId, () => taskId, () => sessionId);
  const { rows, transcript, take } = rowsOf(sessionId);
  createEffect(() => log.version() > 0 && log.events.length > 0 && take(log.events));
  const items = () => transcript().items;
  const prompts = createMemo(() => items().filter((item): item is PromptItem => item.type === "prompt"));

  const [isAtEnd, setAtEnd] = createSignal(true);
  createReading(state, sessionId, isAtEnd);

  // What is in the transcript, or waits in the queue, is no longer on its way.
  createEffect(() => {
    const queued = [...(session()?.queue ?? []), ...(session()?.steering ?? [])].map((message) => message.messageId);
    const said = new Set([...queued, ...prompts().map((prompt) => prompt.turn)]);
    seen(sessionId, (messageId) => said.has(messageId));
  });

  const asked = createMemo(() => items().filter((item) => item.type === "permission").length);
  const permissions = createPermissions(() => key, () => [asked(), session()?.status].join());

  const stop = () => void attempt("The agent was not stopped", () => request("task.stopSession", key, { sessionId }));
  const send = (draft: Draft, how = {}) => void sendMessage(place, draft, how);
  const context: TranscriptContext = {
    organizationId,
    taskId,
    sessionId,
    person: state.person,
    permission: permissions.get,
    answer: permissions.answer,
    diffHref: (path) => props.diffHref(path),
    wayOn(end) {
      const prompt = isRunning() || state.isEnded() ? undefined : toSendAgain(items(), end);
      return prompt ? [{ label: "Send again", run: () => sendAgain(prompt) }] : [];
    },
    folds: foldsOf(sessionId),
  };

  async function sendAgain(prompt: PromptItem): Promise<void> {
    const attachments = prompt.attachments.map(({ filePath, lineNumber, lineContent, imageId }, at) => ({
      id: `again-${at}`,
      filePath,
      lineNumber,
      lineContent,
      ...(imageId && { imageId }),
    }));
    await sendMessage(place, { text: prompt.text, attachments });
  }

  let escapedAt = 0;
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || !isRunning() || session()?.isStopping) return;
    if (event.timeStamp - escapedAt < TWICE_WITHIN) stop();
    escapedAt = event.timeStamp;
  }

  const plan = () => activePlan(transcript());
  return (
    <TranscriptProvider value={context}>
      <div class="session-conversation" onKeyDown={onKeyDown}>
        <h2 class="sr-only">Conversation</h2>
        <Show when={props.diff} keyed>
          {(path) => <div class="session-diff"><Pane name="Diff"><DiffView organizationId={organizationId} taskId={taskId} path={path} /></Pane></div>}
        </Show>
        <div class="session-said" hidden={props.diff !== undefined}>
          <Show when={rows().length > 0} fallback={<Nothing state={state} log={log} />}>
            <Transcript rows={rows()} hasOlder={log.before() > 0} loadOlder={() => log.loadBefore()} ref={props.ref} onFollowing={setAtEnd}>
              <Tail state={state} session={session()} sessionId={sessionId} heardAt={transcript().heardAt} onStop={stop} />
            </Transcript>
          </Show>
        </div>
        <div class="session-dock">
          <Strips state={state} session={session()} log={log} isSaid={items().at(-1)?.type === "end"} sendAgain={() => prompts().at(-1) && sendAgain(prompts().at(-1) as PromptItem)} />
          <Show when={plan()}>{(plan) => <PinnedPlan item={plan()} />}</Show>
          <Show when={!state.isEnded() && session()}>{(session) => <Queue state={state} session={session()} />}</Show>
          <Show when={problemOf(sessionId)}>
            {(problem) => (
              <div class="session-problem" role="alert">
                <span>Not sent: {problem().detail}</span>
                <Button size="small" kind="quiet" onClick={() => dismissProblem(sessionId)}>Dismiss</Button>
              </div>
            )}
          </Show>
          <Show when={!state.isEnded()}>
            <Composer
              place={place}
              placeholder={rows().length === 0 ? "What should the agent do?" : "Reply to the agent"}
              isRunning={isRunning()}
              isStopping={session()?.isStopping ?? false}
              waits={waits()}
              takesImages={session()?.abilities?.images ?? false}
              draftAt={state.overlay()?.drafts.find((draft) => draft.sessionId === sessionId)?.updatedAt}
              commands={transcript().commands}
              history={prompts().map((prompt) => prompt.text).toReversed()}
              options={<Show when={session()}>{(session) => <Options organizationId={organizationId} taskId={taskId} session={session()} />}</Show>}
              onSend={send}
              onStop={stop}
              onSteer={session()?.abilities?.steering ? (draft) => send(draft, { steer: true }) : undefined}
            />
          </Show>
        </div>
      </div>
    </TranscriptProvider>
  );
}

/** Two Escapes within so long stop the agent, in milliseconds. */
const TWICE_WITHIN = 600;

/** Behind what was said: what is on its way, and what is under way. */
function Tail(props: { state: TaskState; session: AgentSession | undefined; sessionId: string; heardAt: number; onStop(): void }): JSX.Element {
  return (
    <>
      <For each={pendingOf(props.sessionId)}>
        {(pending) => (
          <article class="transcript-row transcript-prompt" aria-label="Message on its way">
            <div class="transcript-bubble transcript-bubble-pending">
              <Show when={pending.text}><p class="transcript-said">{pending.text}</p></Show>
              <Attachments attachments={pending.attachments.map((attachment) => ({ ...attachment, lineNumber: attachment.lineNumber ?? null, lineContent: attachment.lineContent ?? null, imageId: attachment.imageId ?? null }))} />
            </div>
          </article>
        )}
      </For>
      <Working session={props.session} pending={pendingOf(props.sessionId)} heardAt={props.heardAt} onStop={props.onStop} />
    </>
  );
}

/** Before anything was said. */
function Nothing(props: { state: TaskState; log: SessionLog }): JSX.Element {
  const session = () => props.state.session();
  const isEmpty = createMemo(on([props.log.status, props.log.version], () => props.log.status() !== "loading" && props.log.events.length === 0));
  return (
    <div class="session-nothing">
      <Show when={isEmpty()} fallback={<Skeleton lines={6} label="Reading what was said" />}>
        <Tail state={props.state} session={session()} sessionId={session()?.sessionId ?? ""} heardAt={0} onStop={() => undefined} />
        <Show when={pendingOf(session()?.sessionId ?? "").length === 0 && !session()?.turn}>
          <Empty icon="message-square" title="Nothing was said here yet">What you write below starts the agent.</Empty>
        </Show>
      </Show>
    </div>
  );
}
