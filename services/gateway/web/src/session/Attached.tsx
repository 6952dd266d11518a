// What a message that is being written points at.
import { For, type JSX, Show } from "solid-js";

import { IconButton } from "../ui";
import { attachmentText } from "./attachments";
import type { Attachment } from "./contract";

export function Attached(props: { attachments: Attachment[]; onRemove(id: string): void }): JSX.Element {
  return (
    <Show when={props.attachments.length > 0}>
      <ul class="composer-attachments" aria-label="Attachments">
        <For each={props.attachments}>
          {(attachment) => (
            <li class="transcript-chip mono" title={attachment.lineContent ?? attachment.filePath}>
              {attachmentText(attachment)}
              <IconButton icon="x" size={18} label={`Remove ${attachmentText(attachment)}`} onClick={() => props.onRemove(attachment.id)} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
