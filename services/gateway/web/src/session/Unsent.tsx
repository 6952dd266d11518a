// Messages that did not go: why, and what can be done about each.
import { For, type JSX, Show } from "solid-js";

import { Button, CopyButton } from "../ui";
import { attachmentText } from "./attachments";
import type { Place } from "./draft-book";
import { discard, sendAgain, takeUp, unsentOf } from "./outbox";

export interface UnsentProps {
  /** Where they are written again. */
  place: Place;
  isOpen(sessionId: string): boolean;
  /** Nothing can be sent any more. */
  isEnded: boolean;
}

export function Unsent(props: UnsentProps): JSX.Element {
  const unsent = () => unsentOf(props.place.taskId, props.place.sessionId, props.isOpen);
  return (
    <For each={unsent()}>
      {(message) => {
        const words = message.text || message.attachments.map(attachmentText).join(", ");
        return (
          <div class="session-problem" role="alert">
            <span>
              Not sent: {message.problem?.detail}
              <Show when={message.problem?.isPassing}> It may have been taken all the same; sent again, it is not taken twice.</Show>
              <q class="session-unsent truncate" title={words}>{words}</q>
            </span>
            <Show when={!props.isEnded} fallback={<CopyButton text={message.text} label="Copy the message" />}>
              <Button size="small" icon="rotate-ccw" onClick={() => sendAgain(message.id, props.place.sessionId)}>Send again</Button>
              <Button size="small" kind="quiet" onClick={() => takeUp(message.id, props.place)}>Edit</Button>
            </Show>
            <Button size="small" kind="quiet" onClick={() => discard(message.id)}>Discard</Button>
          </div>
        );
      }}
    </For>
  );
}
