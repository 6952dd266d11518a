import { For, Show } from "solid-js";
import { Icon, Spinner } from "../ui";
import type { Stage } from "./chain";

const STAGES: readonly { stage: Stage; name: string }[] = [
  { stage: "task", name: "Making the task" },
  { stage: "session", name: "Opening a session" },
  { stage: "prompt", name: "Handing over the prompt" },
];

/** How far it is; nothing before it has begun. */
export function Stages(props: { stage: Stage | undefined; failed: boolean }) {
  const at = () => (props.stage === "done" ? STAGES.length : STAGES.findIndex(({ stage }) => stage === props.stage));
  return (
    <Show when={props.stage}>
      <ol class="new-task-stages" role="status" aria-label="Progress">
        <For each={STAGES}>
          {({ name }, index) => (
            <li classList={{ "new-task-later": index() > at() }}>
              <Show
                when={index() === at() && !props.failed}
                fallback={<Icon name={index() < at() ? "circle-check" : index() === at() ? "circle-x" : "circle-dashed"} size={13} />}
              >
                <Spinner size={12} />
              </Show>
              {name}
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
