import { Show, type JSX } from "solid-js";

import { everySecond } from "../client";
import { addText } from "../session/attachments";
import { Button, Icon, type IconName, lasting, Spinner, toast } from "../ui";
import type { Check, CheckState } from "../wire";
import { checkState, failureText, tookSoFar } from "./summary";

const ICONS: Record<CheckState, IconName> = {
  failed: "circle-x",
  running: "circle-dot",
  waiting: "circle-dashed",
  passed: "circle-check",
  neutral: "circle-slash",
};

/** One check: how it stands, how long it took, where to look, and for a failed one the way to the agent. */
export function CheckRow(props: { check: Check; taskId: string }): JSX.Element {
  const took = () => tookSoFar(props.check, props.check.state === "running" ? everySecond() : 0);
  const tell = (): void => {
    if (addText(props.taskId, failureText(props.check))) toast({ text: "Added to the message that you write" });
  };
  return (
    <li class="check-row">
      <span class={`check-state check-${props.check.state}`}>
        <Show when={props.check.state === "running"} fallback={<Icon name={ICONS[props.check.state]} label={checkState(props.check.state)} />}>
          <Spinner />
        </Show>
      </span>
      <div class="check-about">
        <span class="check-name">
          <Show when={props.check.url} fallback={props.check.name}>
            {(url) => (
              <a class="link" href={url()} target="_blank" rel="noopener noreferrer">
                {props.check.name}
              </a>
            )}
          </Show>
        </span>
        <Show when={props.check.summary}>{(summary) => <span class="check-summary">{summary()}</span>}</Show>
      </div>
      <Show when={took() !== undefined}>
        <span class="check-time tabular">{lasting(took() ?? 0, props.check.state !== "running")}</span>
      </Show>
      <Show when={props.check.state === "failed"}>
        <Button size="small" icon="send" tip="Add the failure to the message that you write" onClick={tell}>
          To the agent
        </Button>
      </Show>
    </li>
  );
}
