// Above the composer: who else is about to say something here, before it surprises whoever writes.
import { type JSX, Show } from "solid-js";

import { aboutWriting, type Seen } from "./words";
import "./presence.css";

export function Writers(props: { people: readonly Seen[]; sessionId: string | null; owner: string | undefined }): JSX.Element {
  const text = () => aboutWriting(props.people, props.sessionId, props.owner);
  return (
    <Show when={text()}>
      {(text) => (
        <p class="writers">
          <span class="writers-dots" aria-hidden="true"><i /><i /><i /></span>
          <span class="truncate">{text()}</span>
        </p>
      )}
    </Show>
  );
}
