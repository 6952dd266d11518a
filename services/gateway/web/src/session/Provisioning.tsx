// How far a sandbox is: its stages with times and what they said; what failed, and the way on.
import { For, type JSX, Show, createSignal } from "solid-js";

import { everySecond } from "../client";
import { StageError } from "../overview/stage-error";
import { Button, Icon, lasting, Spinner } from "../ui";
import type { components } from "../wire";
import { type StageRecord, shownStages } from "./stages";
import { STAGE_TEXT, type Stage } from "./status";
import "./provisioning.css";

type SandboxRecord = components["schemas"]["SandboxRecord"];

export function Provisioning(props: { sandbox: SandboxRecord; onTryAgain?: () => Promise<unknown> }): JSX.Element {
  const [isBusy, setBusy] = createSignal(false);
  const stages = () => shownStages(props.sandbox.stages);
  async function again(run: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    await run().finally(() => setBusy(false));
  }
  return (
    <section class="provisioning" aria-label="Sandbox">
      <h2>{props.sandbox.status === "failed" ? "The sandbox could not be made ready" : "Getting the sandbox ready"}</h2>
      <ol>
        <For each={stages()}>{({ stage, record }) => <StageRow stage={stage} record={record} changedAt={props.sandbox.updatedAt} />}</For>
      </ol>
      <Show when={props.sandbox.status === "failed" && props.onTryAgain}>
        {(run) => <Button kind="primary" icon="rotate-ccw" busy={isBusy()} onClick={() => void again(run())}>Try again</Button>}
      </Show>
    </section>
  );
}

/** `changedAt`: when the sandbox last changed; a stage that failed took until then. */
function StageRow(props: { stage: Stage; record: StageRecord | undefined; changedAt: number }): JSX.Element {
  const isUnderWay = () => props.record !== undefined && !props.record.endedAt && !props.record.error;
  const took = () => props.record && (props.record.endedAt ?? (isUnderWay() ? everySecond() : props.changedAt)) - props.record.startedAt;
  const [isOpen, setOpen] = createSignal(false);
  const icon = () => (props.record?.error ? "circle-x" : props.record?.endedAt ? "circle-check" : "circle-dashed");
  return (
    <li data-state={props.record?.error ? "failed" : props.record?.endedAt ? "done" : isUnderWay() ? "running" : "waiting"}>
      <div class="provisioning-stage">
        <Show when={isUnderWay()} fallback={<Icon name={icon()} size={14} />}><Spinner size={14} /></Show>
        <span>{STAGE_TEXT[props.stage]}</span>
        <Show when={props.record?.log}>
          <button type="button" class="link" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>{isOpen() ? "Hide log" : "Log"}</button>
        </Show>
        <Show when={took() !== undefined}><span class="provisioning-took tabular">{lasting(took() ?? 0, !isUnderWay())}</span></Show>
      </div>
      <Show when={props.record?.error}>{(error) => <StageError error={error()} />}</Show>
      <Show when={isOpen() && props.record?.log}><pre class="transcript-raw" tabindex="0">{props.record?.log}</pre></Show>
    </li>
  );
}
