// What waits to be sent, above the composer: changed, moved, taken out, or sent at once.
import { For, type JSX, Show, createSignal } from "solid-js";
import { unwrap } from "solid-js/store";

import { patch, request } from "../client";
import { Avatar, Button, Icon, IconButton, attempt, toast } from "../ui";
import type { TaskRecord } from "../wire";
import { attachmentText } from "./attachments";
import type { AgentSession, QueuedMessage } from "./contract";
import type { Draft } from "./draft-book";
import { isSame } from "./draft-versions";
import { drafts } from "./drafts";
import { putBack, sendMessage } from "./outbox";
import { changed } from "./queue-edit-book";
import { edit, editOf, endEdit } from "./queue-edits";
import { type Step, placed, stepped } from "./queue-order";
import { QueueGrip } from "./QueueGrip";
import type { TaskState } from "./task-state";
import "./queue.css";

export function Queue(props: { state: TaskState; session: AgentSession }): JSX.Element {
  const { state } = props;
  const key = () => state.key();
  const sessionId = () => props.session.sessionId;
  const resume = () => attempt("The queue was not resumed", () => request("task.resumeQueue", key(), { sessionId: sessionId() }));

  const ids = () => props.session.queue.map(({ messageId }) => messageId);
  const [dragged, setDragged] = createSignal<string>();
  /** Before which message it would be dropped; null: behind all. */
  const [drop, setDrop] = createSignal<string | null>();
  let list: HTMLOListElement | undefined;

  function move(messageId: string, before: string | null): void {
    const optimistic = () => {
      const topic = `task.${state.organizationId}.${state.taskId}`;
      const of = sessionId();
      return patch<TaskRecord>(topic, topic, (record) => ({
        ...record,
        sessions: (record.sessions ?? []).map((session) =>
          session.sessionId === of ? { ...session, queue: placed(session.queue, messageId, before) } : session,
        ),
      }));
    };
    const body = { sessionId: sessionId(), messageId, before };
    void attempt("The message was not moved", () => request("task.moveMessage", key(), body, { optimistic }));
  }

  function step(messageId: string, step: Step): void {
    const before = stepped(ids(), messageId, step);
    if (before === undefined) return;
    move(messageId, before);
    // A row that is put elsewhere in its list has lost the focus.
    queueMicrotask(() => list?.querySelector<HTMLElement>(`[data-message="${messageId}"] .queue-grip`)?.focus());
  }

  /** Before or behind the row beneath the pointer, whichever is nearer. */
  function aim(event: DragEvent, messageId: string): void {
    if (!dragged()) return;
    event.preventDefault();
    const { top, height } = (event.currentTarget as Element).getBoundingClientRect();
    const isBehind = event.clientY > top + height / 2;
    setDrop(isBehind ? (ids()[ids().indexOf(messageId) + 1] ?? null) : messageId);
  }

  function release(event: DragEvent): void {
    event.preventDefault();
    const [messageId, before] = [dragged(), drop()];
    endDrag();
    if (messageId && before !== undefined && placed(props.session.queue, messageId, before) !== props.session.queue) move(messageId, before);
  }

  const endDrag = () => (setDragged(undefined), setDrop(undefined));

  return (
    <Show when={props.session.queue.length > 0}>
      <section class="queue" aria-label="Messages that wait">
        <Show when={props.session.queueIsPaused}>
          <div class="queue-paused" role="status">
            <Icon name="circle-pause" size={14} />
            <span>{props.session.queue.length === 1 ? "1 message waits" : `${props.session.queue.length} messages wait`}: the queue is paused</span>
            <Button size="small" icon="play" onClick={() => void resume()}>Send them</Button>
          </div>
        </Show>
        <ol ref={list} classList={{ "queue-drop-last": drop() === null }} onDrop={release}>
          {/* By their ids: a list's objects are given other messages' words when one leaves it. */}
          <For each={ids()}>
            {(messageId, at) => (
              <Show when={props.session.queue.find((message) => message.messageId === messageId)}>
                {(message) => (
                  <li
                    class="queue-message"
                    classList={{ "queue-dragged": dragged() === messageId, "queue-drop": drop() === messageId }}
                    data-message={messageId}
                    onDragOver={(event) => aim(event, messageId)}
                  >
                    <QueueGrip
                      place={at()}
                      count={ids().length}
                      onStep={(to) => step(messageId, to)}
                      onDrag={(is) => (is ? setDragged(messageId) : endDrag())}
                    />
                    <Waiting state={state} session={props.session} message={message()} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}

function Waiting(props: { state: TaskState; session: AgentSession; message: QueuedMessage }): JSX.Element {
  const { state } = props;
  const { messageId } = props.message;
  const place = { organizationId: state.organizationId, taskId: state.taskId, sessionId: props.session.sessionId };
  const key = [place.organizationId, place.taskId];
  const ids = { sessionId: place.sessionId, messageId };
  const at = { ...place, messageId };
  const edited = () => editOf(at);
  /** Somebody wants to write here; what is there again after a reload takes no focus. */
  let isAsked = false;
  const author = () => state.person(props.message.author);
  const isMine = () => props.message.author === state.myId();
  const draft = (): Draft => ({ text: props.message.text, attachments: structuredClone(unwrap(props.message.attachments)) });

  const type = (text: string) => edit(at, { ...(edited() ?? { ...draft(), before: props.message.text }), text });

  const remove = () => attempt("The message was not taken out", () => request("task.removeMessage", key, ids));

  async function save(): Promise<void> {
    const next = changed(edited());
    if (next && !(await attempt("The message was not changed", () => request("task.editMessage", key, { ...ids, ...next })))) return;
    endEdit(at);
  }

  /** Out of the queue, and in front of everything: the turn under way is stopped for it. */
  function sendNow(how: { interrupt?: boolean; steer?: boolean }): void {
    const why = sendMessage(place, draft(), { ...how, replaces: messageId });
    if (why) toast({ kind: "warning", text: why });
  }

  async function takeBack(): Promise<void> {
    const before = drafts().read(place);
    putBack(place, draft());
    const put = drafts().read(place);
    // It waits on: what was written meanwhile stays, too.
    if (!(await remove()) && isSame(drafts().read(place), put)) drafts().edit(place, before);
  }

  return (
    <>
      <Show when={!isMine() && author()}>{(author) => <Avatar name={author().login} size={16} label={author().login} />}</Show>
      <Show
        when={edited()}
        fallback={
          <span class="queue-text" title={props.message.text}>
            {props.message.text || props.message.attachments.map(attachmentText).join(", ")}
          </span>
        }
      >
        <textarea
          class="queue-edit"
          aria-label="The message that waits"
          value={edited()?.text}
          rows={Math.min(6, (edited()?.text ?? "").split("\n").length)}
          ref={(area) => queueMicrotask(() => isAsked && area.focus())}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") (event.stopPropagation(), void endEdit(at));
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), void save());
          }}
        />
      </Show>
      <span class="queue-actions">
        <Show when={!edited()} fallback={
            <>
              <Button size="small" onClick={() => void save()}>Save</Button>
              <IconButton icon="x" size={22} label="Leave it as it was" kbd="Escape" onClick={() => void endEdit(at)} />
            </>
          }
        >
          <Show when={props.session.abilities?.steering && props.session.turn}>
            <IconButton icon="route" size={22} label="Tell it to the agent while it works" onClick={() => sendNow({ steer: true })} />
          </Show>
          <IconButton icon="zap" size={22} label="Send now: stops the turn under way" onClick={() => sendNow({ interrupt: true })} />
          <IconButton icon="pencil" size={22} label="Edit" onClick={() => ((isAsked = true), edit(at, { ...draft(), before: props.message.text }))} />
          <IconButton icon="undo-2" size={22} label="Back into the composer" onClick={() => void takeBack()} />
          <IconButton icon="x" size={22} label="Take out of the queue" onClick={() => void remove()} />
        </Show>
      </span>
    </>
  );
}
