import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";

import { everySecond } from "../client";
import { inspectHref } from "../inspect/actors";
import { Badge, CopyButton, Icon, type IconName, lasting, Notice, Printed, remaining, Spinner, Time, type Tone } from "../ui";
import type { SandboxRecord } from "../wire";
import { endingWords, standing } from "./ends";
import { SandboxActions } from "./sandbox-actions";
import { StageError } from "./stage-error";
import { stageLines, stagesTitle, urgency, wayOn, type SandboxStatus, type StageLine, type StageState } from "./stages";

const TONES: Record<SandboxStatus, Tone> = {
  provisioning: "warning",
  ready: "success",
  paused: "info",
  expired: "warning",
  failed: "danger",
  destroying: "plain",
  destroyed: "plain",
};
const ICONS: Record<StageState, IconName> = { waiting: "circle-dashed", running: "circle-dot", done: "circle-check", failed: "circle-x" };

/** The sandbox: how it stands, what it went through, when it ends, and what can be done with it. */
export function SandboxCard(props: {
  organizationId: string;
  taskId: string;
  sandbox?: SandboxRecord;
  sessions: readonly { status: string }[];
  /** Of whom the organization knows. */
  login(userId: string): string | undefined;
  isEnded: boolean;
}): JSX.Element {
  return (
    <section class="card" aria-label="The task's sandbox">
      <header class="card-head">
        <h3>Sandbox</h3>
        <Show when={props.sandbox} fallback={<Badge>none</Badge>}>
          {(sandbox) => <Badge tone={TONES[sandbox().status]}>{standing(sandbox())}</Badge>}
        </Show>
      </header>
      <Show when={props.sandbox} fallback={<p class="card-note">{props.isEnded ? "The task has none." : "Opening a session makes one. Looking does not."}</p>}>
        {(sandbox) => (
          <>
            <Show when={!props.isEnded && endingWords(sandbox(), props.login)}>
              {(text) => <Notice tone={sandbox().status === "destroying" ? "warning" : "info"}>{text()}</Notice>}
            </Show>
            <Show when={!endingWords(sandbox(), props.login) && wayOn(sandbox(), props.isEnded)}>
              {(text) => <Notice tone={sandbox().status === "failed" ? "danger" : TONES[sandbox().status] === "info" ? "info" : "warning"}>{text()}</Notice>}
            </Show>
            <Show when={sandbox().note}>{(note) => <Notice tone="info">{note()}</Notice>}</Show>
            <Show when={sandbox().status === "ready" && sandbox().expiresAt}>{(expiresAt) => <Expiry at={expiresAt()} />}</Show>
            <SandboxActions
              organizationId={props.organizationId}
              taskId={props.taskId}
              sandbox={sandbox()}
              sessions={props.sessions}
              isEnded={props.isEnded}
            />
            <Stages sandbox={sandbox()} />
            <Facts sandbox={sandbox()} />
            <A class="link card-link" href={inspectHref(props.organizationId, { kind: "sandbox", key: props.taskId })}>
              <Icon name="workflow" size={13} /> How it was made, step by step
            </A>
          </>
        )}
      </Show>
    </section>
  );
}

function Expiry(props: { at: number }): JSX.Element {
  const near = () => urgency(props.at, everySecond());
  return (
    <p class={`expiry expiry-${near()}`} role={near() === "calm" ? undefined : "status"}>
      <Icon name={near() === "calm" ? "hourglass" : "triangle-alert"} />
      <span>
        <Show when={near() !== "over"} fallback="Its time is over.">
          Rests or ends in <b class="tabular">{remaining(props.at - everySecond())}</b> unless it is used
          <Show when={near() !== "calm"}>: push what should stay.</Show>
        </Show>
      </span>
    </p>
  );
}

function Stages(props: { sandbox: SandboxRecord }): JSX.Element {
  const lines = () => stageLines(props.sandbox, everySecond());
  const total = () => lines().reduce((sum, line) => sum + (line.took ?? 0), 0);
  const isQuiet = () => props.sandbox.status !== "provisioning" && props.sandbox.status !== "failed";
  return (
    <details class="stages" open={!isQuiet()}>
      <summary>
        <Icon name="chevron-right" class="stages-chevron" />
        {stagesTitle(props.sandbox.status, lines())}
        <span class="stages-time tabular">{lasting(total(), props.sandbox.status !== "provisioning")}</span>
      </summary>
      <ol>
        <For each={lines().map(({ stage }) => stage)}>{(stage) => <StageRow line={lines().find((line) => line.stage === stage)} />}</For>
      </ol>
    </details>
  );
}

function StageRow(props: { line: StageLine | undefined }): JSX.Element {
  return (
    <Show when={props.line}>
      {(line) => (
        <li class={`stage stage-${line().state}`}>
          <div class="stage-head">
            <Show when={line().state === "running"} fallback={<Icon name={ICONS[line().state]} label={line().state} />}>
              <Spinner />
            </Show>
            <span>{line().name}</span>
            <Show when={line().took !== undefined}>
              <span class="stages-time tabular">{lasting(line().took ?? 0, line().state !== "running")}</span>
            </Show>
          </div>
          <Show when={line().error}>{(error) => <StageError error={error()} />}</Show>
          <Show when={line().log.trim()}>
            {(log) => <Printed title="Log" text={log()} isOpen={line().state === "failed"} />}
          </Show>
        </li>
      )}
    </Show>
  );
}

function Facts(props: { sandbox: SandboxRecord }): JSX.Element {
  return (
    <dl class="facts">
      <div>
        <dt>Provider</dt>
        <dd>{props.sandbox.provider ?? "not asked yet"}</dd>
      </div>
      <Show when={props.sandbox.providerId}>
        {(id) => (
          <div>
            <dt>Id</dt>
            <dd class="facts-copied">
              <code class="truncate">{id()}</code>
              <CopyButton text={id()} label="Copy the id" />
            </dd>
          </div>
        )}
      </Show>
      <div>
        <dt>Generation</dt>
        <dd class="tabular">{props.sandbox.generation}</dd>
      </div>
      <div>
        <dt>First made</dt>
        <dd>
          <Time at={props.sandbox.createdAt} />
        </dd>
      </div>
    </dl>
  );
}
