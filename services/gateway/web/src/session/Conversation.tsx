// One session: what was said, what waits, and where to write.
import { type JSX, Show, createEffect, createMemo, createSignal, lazy, untrack } from "solid-js";

import { followSession, request } from "../client";
import { registerCommands, runCommand } from "../palette/commands";
import { Writers } from "../presence";
import {
  Find, PinnedPlan, type PromptItem, Transcript, type TranscriptContext, type TranscriptHandle, TranscriptProvider, activePlan, withUnread,
} from "../transcript";
import { Pane, attempt } from "../ui";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import type { Draft } from "./draft-book";
import { drafts } from "./drafts";
import { Elsewhere } from "./Elsewhere";
import { downloadImage } from "./images";
import { stopKeys } from "./keys";
import { Options } from "./Options";
import { createPermissions } from "./permissions";
import { Queue } from "./Queue";
import { createReading } from "./reading";
import { createSending } from "./sending";
import { Strips } from "./Strips";
import { Nothing, Tail } from "./Tail";
import type { TaskState } from "./task-state";
import { foldsOf, rowsOf } from "./transcripts";
import { createUnread } from "./unread";
import { Unsent } from "./Unsent";
import { toSendAgain } from "./way-on";

const DiffView = lazy(() => import("../diff").then(({ DiffView }) => ({ default: DiffView })));
const Replay = lazy(() => import("../replay").then(({ Replay }) => ({ default: Replay })));

export interface ConversationProps {
  state: TaskState;
  /** The same for as long as the conversation is shown. */
  sessionId: string;
  /** This person has just opened it. */
  isNew: boolean;
  /** The path of the diff that is shown where the transcript is. */
  diff: string | undefined;
  /** The event after which the session is shown; undefined for now. */
  at: number | undefined;
  onReplay(at: number | undefined): void;
  /** This address with more behind it. */
  href(search: Record<string, string>): string;
  /** The id of an item that is to be scrolled to; undefined when there is none, as after `onShown`. */
  wanted: string | undefined;
  onShown(): void;
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

  const swap = () => {
    const owner = state.task.record()?.owner;
    return owner && state.myId() && owner.userId !== state.myId() ? `You become the owner, instead of ${owner.login}` : undefined;
  };

  const log = followSession(() => organizationId, () => taskId, () => sessionId);
  const { rows, transcript, take } = rowsOf(sessionId);
  createEffect(() => log.version() > 0 && log.events.length > 0 && take(log.events));
  const items = () => transcript().items;
  // Prompts never change: as long as none came, they are the same list for each chunk.
  const prompts = createMemo(() => items().filter((item): item is PromptItem => item.type === "prompt"), [], {
    equals: (one, other) => one.length === other.length && one[0] === other[0] && one.at(-1) === other.at(-1),
  });

  const isPast = () => props.at !== undefined;
  const [isFollowing, setFollowing] = createSignal(true);
  const isAtEnd = () => isFollowing() && !isPast();
  const [isFinding, setFinding] = createSignal(false);
  const [list, setList] = createSignal<TranscriptHandle>();
  const folds = foldsOf(sessionId);
  /** The browser would look only at what is drawn. */
  const find = () => (props.diff ? void runCommand("diff.find") : setFinding(true));
  registerCommands(() => [
    { id: "session.find", title: "Find in the transcript", group: "Session", words: "search", run: find },
    { id: "session.foldTools", title: "Fold all tool calls", group: "Session", words: "collapse", run: () => folds.setAllTools(false) },
    { id: "session.unfoldTools", title: "Unfold all tool calls", group: "Session", words: "expand", run: () => folds.setAllTools(true) },
  ]);

  /** Scrolls to an item; what was said before what is held is read first. */
  async function show(itemId: string): Promise<void> {
    const index = Number(itemId.split("-").at(-1));
    while (log.before() >= index && log.hasOlder()) {
      const before = log.before();
      await log.loadBefore();
      if (log.before() === before) return;
    }
    // The rows of what was read are drawn with the next picture.
    requestAnimationFrame(() => list()?.show(itemId));
  }
  createEffect(() => {
    const id = props.wanted;
    if (!id || !list() || props.diff || isPast()) return;
    props.onShown();
    void attempt("It cannot be shown", () => show(id));
  });
  const unread = createUnread(sessionId, { last: () => items().at(-1)?.index, isLoaded: () => log.status() !== "loading", isAtEnd });
  const shown = createMemo(() => withUnread(rows(), unread()));
  createReading(state, sessionId, isAtEnd);

  const sending = createSending(place, session, prompts);
  /** Whoever has read further up sees what they have sent. */
  const send = (draft: Draft, how?: { steer: boolean }): string | undefined => {
    const why = sending.send(draft, how);
    if (!why) list()?.toEnd();
    return why;
  };
  const isOpen = (id: string) => state.sessions().some((session) => session.sessionId === id);
  // What was written for a session that is not there any more is read here.
  createEffect(() => {
    for (const { sessionId, updatedAt } of state.overlay()?.drafts ?? [])
      if (!sessionId || !isOpen(sessionId)) drafts().hear({ organizationId, taskId, sessionId: sessionId ?? null }, updatedAt);
  });

  const asked = createMemo(() => items().filter((item) => item.type === "permission").length);
  const permissions = createPermissions(() => key, () => [asked(), session()?.status].join());

  const stop = () => void attempt("The agent was not stopped", () => request("task.stopSession", key, { sessionId }));
  const context: TranscriptContext = {
    organizationId,
    taskId,
    sessionId,
    person: state.person,
    permission: permissions.get,
    permissionProblem() {
      const problem = permissions.problem();
      return problem && { detail: problem.detail, again: () => void permissions.read() };
    },
    answer: permissions.answer,
    image: (imageId) => downloadImage(key, imageId),
    diffHref: (path) => props.href({ diff: path }),
    fileHref: (path, line) => props.href({ file: path, ...(line !== null && { line: String(line) }) }),
    asOf: () => undefined,
    wayOn(end) {
      const prompt = isRunning() || state.isEnded() ? undefined : toSendAgain(items(), end);
      return prompt ? [{ label: "Send again", run: () => sending.again(prompt) }] : [];
    },
    folds,
  };

  const stopAskedAt = () => {
    const notice = items().findLast((item) => item.type === "notice" && item.about === "stop");
    return notice && notice.turn === session()?.turn ? notice.at : undefined;
  };
  stopKeys({ isRunning: () => isRunning() && !session()?.isStopping, stop });

  const tail = () => (
    <Tail session={session()} sent={sending.sent()} heardAt={transcript().heardAt} stopAskedAt={stopAskedAt()} onStop={stop} />
  );
  const plan = () => activePlan(transcript());
  return (
    <TranscriptProvider value={context}>
      <div class="session-conversation">
        <h2 class="sr-only">Conversation</h2>
        <Announcer items={items()} isLoaded={log.status() !== "loading"} />
        <Show when={props.diff} keyed>
          {(path) => (
            <div class="session-diff">
              <Pane name="Diff"><DiffView {...place} path={path} /></Pane>
            </div>
          )}
        </Show>
        <Show when={props.at !== undefined}>
          <Pane name="Replay">
            <Replay
              log={log}
              at={props.at ?? 0}
              context={context}
              link={(at) => new URL(props.href({ sessionId, at: String(at) }), location.href).href}
              onRest={(at) => props.onReplay(at)}
              onClose={() => props.onReplay(undefined)}
            />
          </Pane>
        </Show>
        <div class="session-said" hidden={props.diff !== undefined || isPast()}>
          <Show when={isFinding()}>
            <Find items={items()} hasOlder={log.hasOlder()} onShow={(id) => list()?.show(id)} onClose={() => setFinding(false)} />
          </Show>
          <Show when={rows().length > 0} fallback={<Nothing log={log} isWaiting={sending.sent().length > 0 || Boolean(session()?.turn)} waits={session()?.queue.length ?? 0}>{tail()}</Nothing>}>
            <Transcript rows={shown()} hasOlder={log.hasOlder()} loadOlder={() => log.loadBefore()} ref={setList} onFollowing={setFollowing}>
              {tail()}
            </Transcript>
          </Show>
        </div>
        <div class="session-dock" hidden={isPast()}>
          <Strips state={state} session={session()} log={log} isSaid={items().at(-1)?.type === "end"} sendAgain={sending.lastAgain} />
          <Show when={plan()}>{(plan) => <PinnedPlan item={plan()} />}</Show>
          <Show when={!state.isEnded() && session()}>{(session) => <Queue state={state} session={session()} />}</Show>
          <Unsent place={place} isOpen={isOpen} isEnded={state.isEnded()} />
          <Show when={!state.isEnded()}>
            <Writers people={state.others()} sessionId={sessionId} owner={state.task.record()?.owner?.login} />
            <Elsewhere place={place} isOpen={isOpen} />
            <Composer
              place={place}
              autofocus={props.isNew}
              placeholder={rows().length === 0 ? "What should the agent do?" : "Reply to the agent"}
              isRunning={isRunning()}
              isStopping={session()?.isStopping ?? false}
              waits={waits()}
              note={swap()}
              takesImages={session()?.abilities?.images}
              draftAt={state.overlay()?.drafts.find((draft) => draft.sessionId === sessionId)?.updatedAt}
              commands={transcript().commands}
              history={prompts().map((prompt) => prompt.text).toReversed()}
              options={<Show when={session()}>{(session) => <Options {...place} session={session()} />}</Show>}
              onSend={(draft) => send(draft)}
              onStop={stop}
              onSteer={session()?.abilities?.steering ? (draft) => send(draft, { steer: true }) : undefined}
            />
          </Show>
        </div>
      </div>
    </TranscriptProvider>
  );
}
