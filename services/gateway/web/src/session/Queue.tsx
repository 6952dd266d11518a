// What waits to be sent, above the composer: changed, taken out, or sent at once.
import { For, type JSX, Show, createSignal, onCleanup } from "solid-js";
import { unwrap } from "solid-js/store";

import { request } from "../client";
import { Avatar, Button, Icon, IconButton, attempt, toast } from "../ui";
import { attachmentText } from "./attachments";
import type { AgentSession, QueuedMessage } from "./contract";
import type { Draft } from "./draft-book";
import { isSame } from "./draft-versions";
import { drafts } from "./drafts";
import { putBack, sendMessage } from "./outbox";
import type { TaskState } from "./task-state";
import "./queue.css";

export function Queue(props: { state: TaskState; session: AgentSession }): JSX.Element {
  const { state } = props;
  const key = () => state.key();
  const sessionId = () => props.session.sessionId;
  const resume = () => attempt("The queue was not resumed", () => request("task.resumeQueue", key(), { sessionId: sessionId() }));

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
        <ol>
          {/* By their ids: a list's objects are given other messages' words when one leaves it. */}
          <For each={props.session.queue.map(({ messageId }) => messageId)}>
            {(messageId) => (
              <Show when={props.session.queue.find((message) => message.messageId === messageId)}>
                {(message) => <Waiting state={state} session={props.session} message={message()} />}
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
  const [edited, setEdited] = createSignal<Edited>();
  const author = () => state.person(props.message.author);
  const isMine = () => props.message.author === state.myId();
  const draft = (): Draft => ({ text: props.message.text, attachments: structuredClone(unwrap(props.message.attachments)) });

  const type = (text: string) => setEdited((edited) => edited && { ...edited, text });

  const remove = () => attempt("The message was not taken out", () => request("task.removeMessage", key, ids));

  async function save(): Promise<void> {
    const changed = words(edited());
    if (changed && !(await attempt("The message was not changed", () => request("task.editMessage", key, { ...ids, ...changed })))) return;
    setEdited(undefined);
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

  // Its turn has come while it was changed, or somebody looks elsewhere: what was changed is not thrown away.
  onCleanup(() => {
    const changed = words(edited());
    if (changed) putBack(place, changed);
  });

  return (
    <li class="queue-message">
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
          ref={(area) => queueMicrotask(() => area.focus())}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") (event.stopPropagation(), setEdited(undefined));
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), void save());
          }}
        />
      </Show>
      <span class="queue-actions">
        <Show when={!edited()} fallback={<Button size="small" onClick={() => void save()}>Save</Button>}>
          <Show when={props.session.abilities?.steering && props.session.turn}>
            <IconButton icon="route" size={22} label="Tell it to the agent while it works" onClick={() => sendNow({ steer: true })} />
          </Show>
          <IconButton icon="zap" size={22} label="Send now: stops the turn under way" onClick={() => sendNow({ interrupt: true })} />
          <IconButton icon="pencil" size={22} label="Edit" onClick={() => setEdited({ ...draft(), before: props.message.text })} />
          <IconButton icon="undo-2" size={22} label="Back into the composer" onClick={() => void takeBack()} />
          <IconButton icon="x" size={22} label="Take out of the queue" onClick={() => void remove()} />
        </Show>
      </span>
    </li>
  );
}

/** A message that is being changed. */
interface Edited extends Draft {
  /** What it said. */
  before: string;
}

/** What a change makes of it; undefined when that is nothing else. */
function words(edited: Edited | undefined): Draft | undefined {
  const text = edited?.text.trim();
  return edited && text && text !== edited.before ? { text, attachments: edited.attachments } : undefined;
}
