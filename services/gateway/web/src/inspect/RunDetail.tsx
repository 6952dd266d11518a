/** One workflow run: its steps on a time axis, each with what it came to, and what it waits for now. */

import { createMemo, createSignal, For, Show } from "solid-js";
import { everySecond, Problem, query, request } from "../client";
import { createRead, OrProblem, type Read } from "../pages";
import { Button, confirm, CopyButton, duration, moment, Notice, Skeleton } from "../ui";
import type { OrganizationRun } from "../wire";
import { actorKey, type ActorRef, inspectHref } from "./actors";
import { Cause } from "./Cause";
import { Fact, Facts } from "./Facts";
import { clock, day } from "./format";
import { JsonTree } from "./JsonTree";
import { type Lane, lanes, timeSpent } from "./lanes";
import { redactText } from "./redact";
import { type WorkflowRow, workflowRow } from "./timeline";
import type { WorkflowRun } from "./types";
import { Waterfall, type WaterfallRow } from "./Waterfall";

interface Props {
  organizationId: string;
  actor: ActorRef;
  /** What a list tells of it: all but its steps, or a line. */
  of: WorkflowRun | OrganizationRun;
  changed: () => void;
  find: (id: string) => (() => void) | undefined;
}

export function RunDetail(props: Props) {
  const read = createRead(
    () => [props.of.runId, props.of.updatedAt, props.of.status, lastPosition(props.of)] as const,
    ([runId]) => query(`${props.actor.kind}.workflow` as "task.workflow", actorKey(props.organizationId, props.actor), { runId }),
    { keeps: true },
  );
  const row = () => {
    const run = "input" in props.of ? props.of : read.value();
    return run && workflowRow(run);
  };
  return (
    <div class="inspect-detail">
      <Show
        when={row()}
        fallback={
          <OrProblem of={read} what="The run could not be read">
            <Skeleton label="Reading the run" />
          </OrProblem>
        }
      >
        {(row) => <Told {...props} row={row()} read={read} />}
      </Show>
    </div>
  );
}

/** A step that is recorded changes nothing else of its run. */
function lastPosition(of: WorkflowRun | OrganizationRun): number | undefined {
  return "lastStep" in of ? of.lastStep?.position : undefined;
}

function Told(props: Props & { row: WorkflowRow; read: Read<WorkflowRun> }) {
  const isActive = () => props.row.endedAt === undefined;
  return (
    <>
      <Facts>
        <Fact name="Run">
          <code>{props.row.id}</code>
          <CopyButton text={props.row.id} label="Copy the run's id" />
        </Fact>
        <Fact name="Workflow id">
          <code>{props.row.run.workflowId}</code>
        </Fact>
        <Cause organizationId={props.organizationId} actor={props.actor} row={props.row} find={props.find} />
        <Fact name="Began">
          {day(props.row.at)} {clock(props.row.at)}
        </Fact>
        <Fact name="Time">
          {(() => {
            const spent = timeSpent(props.read.value() ?? props.row.run, isActive() ? everySecond() : props.row.run.updatedAt);
            return `${duration(spent.working)} at work, ${duration(spent.waiting)} waiting`;
          })()}
        </Fact>
        <Fact name="Workers">{props.row.run.epoch <= 1 ? "one" : `${props.row.run.epoch}, one after another`}</Fact>
        <Fact name="Link">
          <CopyButton
            text={location.origin + inspectHref(props.organizationId, props.actor, props.row.id)}
            label="Copy a link to this run"
            kind="text"
          />
        </Fact>
      </Facts>
      <Show when={props.row.says !== ""}>
        <Notice tone={props.row.state === "failed" ? "danger" : "warning"}>
          {redactText(props.row.says)}
          <Show when={props.row.run.wakesAt}>{(at) => <> It goes on at {moment(at(), everySecond())}.</>}</Show>
        </Notice>
      </Show>
      <Show when={isActive()}>
        <CancelRun name={props.row.name} cancel={() => cancel(props)} cancelled={props.changed} />
      </Show>
      <OrProblem of={props.read} what="The steps could not be read">
        <Show when={props.read.value()} fallback={<Skeleton label="Reading the steps" />}>
          {(run) => <Steps run={run()} />}
        </Show>
      </OrProblem>
      <div class="inspect-columns">
        <div>
          <h2>Input</h2>
          <JsonTree value={props.row.run.input} label="Input" open={false} />
        </div>
        <Show when={!isActive()}>
          <div>
            <h2>Result</h2>
            <JsonTree value={props.row.run.result} label="Result" />
          </div>
        </Show>
      </div>
    </>
  );
}

async function cancel({ organizationId, actor, row }: Props & { row: WorkflowRow }): Promise<string | undefined> {
  const answer = await request(`${actor.kind}.cancelWorkflow` as "task.cancelWorkflow", actorKey(organizationId, actor), { runId: row.id });
  return answer.cancelled ? undefined : "It had ended before.";
}

/** What a run has begun may stay half done; so it is asked for twice. */
function CancelRun(props: { name: string; cancel: () => Promise<string | undefined>; cancelled: () => void }) {
  const [isBusy, setBusy] = createSignal(false);
  const [says, setSays] = createSignal<string>();
  async function run() {
    const about = "It stops before its next step. What its steps have done stays done.";
    if (!(await confirm({ title: `Cancel ${props.name}?`, about, action: "Cancel the run", danger: true }))) return;
    setBusy(true);
    try {
      setSays(await props.cancel());
      props.cancelled();
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div class="inspect-actions">
      <Button size="small" icon="circle-stop" busy={isBusy()} onClick={() => void run()}>
        Cancel the run…
      </Button>
      <Show when={says()}>{(said) => <span role="status">{said()}</span>}</Show>
    </div>
  );
}

function Steps(props: { run: WorkflowRun }) {
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const rows = createMemo(() => lanes(props.run).map(waterfallRow));
  return (
    <Show when={rows().length > 0} fallback={<p class="inspect-muted">No step was recorded.</p>}>
      <Waterfall label={`Steps of ${props.run.workflow}`} rows={rows()} opened={(id) => opened().has(id)} toggle={toggle} />
    </Show>
  );
}

function waterfallRow(lane: Lane): WaterfallRow {
  if (lane.sort === "wait")
    return {
      id: `wait ${lane.from}`,
      from: lane.from,
      to: lane.to,
      tone: "wait",
      name: "waits",
      label: <i class="inspect-muted">waits</i>,
    };
  if (lane.sort === "now") {
    const name = lane.state === "running" ? "at work" : lane.state;
    return { id: "now", from: lane.from, to: undefined, tone: lane.state === "running" ? "active" : "wait", name, label: <i>{name}</i> };
  }
  const { step } = lane;
  const remarks = [step.attempts > 1 ? `${step.attempts} tries` : "", lane.takenOver ? "another worker" : ""].filter(
    (remark) => remark !== "",
  );
  return {
    id: `step ${step.position}`,
    from: lane.from,
    to: lane.to,
    tone: "work",
    name: step.step,
    label: (
      <>
        <span class="truncate">{step.step}</span>
        <For each={remarks}>{(remark) => <em class="inspect-remark">{remark}</em>}</For>
      </>
    ),
    detail: () => (
      <>
        <p class="inspect-muted">
          Began {clock(step.startedAt)}, recorded {clock(step.doneAt)}, {step.attempts === 1 ? "first try" : `${step.attempts} tries`},
          worker {step.epoch}
        </p>
        <JsonTree value={step.result} label={`What ${step.step} came to`} />
      </>
    ),
  };
}
