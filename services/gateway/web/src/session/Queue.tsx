// What waits to be sent, above the composer: changed, taken out, or sent at once.
import { For, type JSX, Show, createSignal } from "solid-js";

import { request } from "../client";
import { Avatar, Button, Icon, IconButton, attempt } from "../ui";
import { attachmentText } from "./attachments";
import type { AgentSession, QueuedMessage } from "./contract";
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
          <For each={props.session.queue}>{(message) => <Waiting state={state} session={props.session} message={message} />}</For>
        </ol>
      </section>
    </Show>
  );
}

function Waiting(props: { state: TaskState; session: AgentSession; message: QueuedMessage }): JSX.Element {
  const { state } = props;
  const [text, setText] = createSignal<string>();
  const ids = () => ({ sessionId: props.session.sessionId, messageId: props.message.messageId });
  const author = () => state.person(props.message.author);
  const isMine = () => props.message.author === state.myId();
  const draft = () => ({ text: props.message.text, attachments: props.message.attachments });
  const place = () => ({ organizationId: state.organizationId, taskId: state.taskId, sessionId: props.session.sessionId });

  const remove = () => attempt("The message was not taken out", () => request("task.removeMessage", state.key(), ids()));

  async function save(): Promise<void> {
    const changed = text()?.trim();
    if (!changed || changed === props.message.text) return void setText(undefined);
    const body = { ...ids(), text: changed, attachments: props.message.attachments };
    if (await attempt("The message was not changed", () => request("task.editMessage", state.key(), body))) setText(undefined);
  }

  /** Out of the queue, and in front of everything: the turn under way is stopped for it. */
  async function sendNow(how: { interrupt?: boolean; steer?: boolean }): Promise<void> {
    const sent = draft();
    if (await remove()) await sendMessage(place(), sent, how);
  }

  async function takeBack(): Promise<void> {
    const sent = draft();
    if (await remove()) putBack(place(), sent);
  }

  return (
    <li class="queue-message">
      <Show when={!isMine() && author()}>{(author) => <Avatar name={author().login} size={16} label={author().login} />}</Show>
      <Show
        when={text() !== undefined}
        fallback={
          <span class="queue-text" title={props.message.text}>
            {props.message.text || props.message.attachments.map(attachmentText).join(", ")}
          </span>
        }
      >
        <textarea
          class="queue-edit"
          aria-label="The message that waits"
          value={text()}
          rows={Math.min(6, (text() ?? "").split("\n").length)}
          ref={(area) => queueMicrotask(() => area.focus())}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") (event.stopPropagation(), setText(undefined));
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), void save());
          }}
        />
      </Show>
      <span class="queue-actions">
        <Show when={text() === undefined} fallback={<Button size="small" onClick={() => void save()}>Save</Button>}>
          <Show when={props.session.abilities?.steering && props.session.turn}>
            <IconButton icon="route" size={22} label="Tell it to the agent while it works" onClick={() => void sendNow({ steer: true })} />
          </Show>
          <IconButton icon="zap" size={22} label="Send now: stops the turn under way" onClick={() => void sendNow({ interrupt: true })} />
          <IconButton icon="pencil" size={22} label="Edit" onClick={() => setText(props.message.text)} />
          <IconButton icon="undo-2" size={22} label="Back into the composer" onClick={() => void takeBack()} />
          <IconButton icon="x" size={22} label="Take out of the queue" onClick={() => void remove()} />
        </Show>
      </span>
    </li>
  );
}
