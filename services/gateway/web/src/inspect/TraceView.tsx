/** One trace over all actors around it: a small waterfall of our own, from what their journals remember. */

import { A, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, For, Match, Show, Switch, untrack } from "solid-js";
import { useOrganization } from "../client";
import { Failed, Page, plural } from "../pages";
import { CopyButton, duration, Empty, Icon, Notice, Skeleton } from "../ui";
import { type ActorKind, type ActorRef, inspectHref, kindFacts } from "./actors";
import { Fact, Facts } from "./Facts";
import { type Crowd, folded } from "./folds";
import { clock } from "./format";
import { hint } from "./hint";
import { JsonTree } from "./JsonTree";
import { redactText } from "./redact";
import { FindTask } from "./FindTask";
import { likelyTasks, readInspected } from "./recent";
import { StateMark } from "./StateMark";
import { JaegerLink } from "./TraceLinks";
import { isTrouble } from "./timeline";
import type { Hop } from "./trace";
import { useTrace } from "./use-trace";
import { Waterfall, type WaterfallRow } from "./Waterfall";
import "./inspect.css";

export function TraceView(props: { organizationId: string; traceId: string }) {
  const [search, setSearch] = useSearchParams();
  const task = () => (typeof search.task === "string" ? search.task : undefined);
  const organization = useOrganization(() => props.organizationId);
  /** Of a trace that came without its task: those it is likely of, once they are known, and no others when these change. */
  const likely = createMemo<string[] | undefined>(
    (before) => before ?? (organization.topic.status() === "loading" ? undefined : untrack(() => likelyTasks(readInspected(props.organizationId), organization.tasks()))),
  );
  const asked = createMemo(() => {
    const one = task();
    return one === undefined ? likely() : [one];
  });
  const found = useTrace(
    () => props.organizationId,
    () => props.traceId,
    asked,
  );
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const rows = createMemo(() =>
    folded(found.value()?.hops ?? [], (crowd) => opened().has(crowd)).map((line) =>
      line.sort === "hop" ? waterfallRow(props.organizationId, line.hop) : crowdRow(line.id, line.hops),
    ),
  );
  const took = () => {
    const hops = found.value()?.hops ?? [];
    return hops.length === 0
      ? undefined
      : Math.max(...hops.map(({ row }) => row.endedAt ?? Date.now())) - Math.min(...hops.map(({ row }) => row.at));
  };
  return (
    <Page
      title="Trace"
      about={
        <>
          <span class="mono">{props.traceId}</span>{" "}
          <Show when={took()}>
            {(span) => (
              <>
                · {found.value()?.hops.length} commands and runs in {duration(span())}
              </>
            )}
          </Show>
        </>
      }
      actions={
        <>
          <JaegerLink traceId={props.traceId} text="In Jaeger" />
          <CopyButton text={props.traceId} label="Copy the trace id" kind="text" />
          <A class="link" href={`/organizations/${props.organizationId}/inspect`}>
            All actors
          </A>
        </>
      }
    >
      <div class="inspect-trace-page">
        <Show when={(found.value()?.missing.length ?? 0) > 0}>
          <Notice tone="warning">
            Not everything could be asked:{" "}
            <For each={found.value()?.missing}>
              {({ actor, why }) => (
                <span>
                  {kindFacts(actor.kind)?.name} ({why}){" "}
                </span>
              )}
            </For>
          </Notice>
        </Show>
        <Show when={found.value()?.isCut && rows().length > 0}>
          <Notice tone="info">Older commands were not looked through; the trace may begin before what is shown.</Notice>
        </Show>
        <Switch fallback={<Skeleton label="Looking for the trace" lines={6} />}>
          <Match when={found.problem()}>
            {(problem) => <Failed what="The trace could not be read" problem={problem()} retry={found.again} />}
          </Match>
          <Match when={found.value() && rows().length === 0}>
            <Empty
              icon="route"
              title="Nothing remembers this trace"
              action={<FindTask organizationId={props.organizationId} label="Look in another task" onChoose={(id) => setSearch({ task: id })} />}
            >
              The newest commands and runs of this organization, of {task() ? "this task" : plural(asked()?.length ?? 0, "task")} and yourself
              were looked through. An older trace, or one of another task, is not among them.
            </Empty>
          </Match>
          <Match when={rows().length > 0}>
            <Waterfall
              label="The trace, one line for each command and run"
              rows={rows()}
              opened={(id) => opened().has(id)}
              toggle={toggle}
            />
          </Match>
        </Switch>
      </div>
    </Page>
  );
}

const INITIALS: Record<ActorKind, string> = {
  organization: "org",
  task: "task",
  sandbox: "sandbox",
  githubData: "github",
  auditLog: "audit",
  user: "you",
};

function waterfallRow(organizationId: string, { actor, row, depth }: Hop): WaterfallRow {
  return {
    id: row.id,
    from: row.at,
    to: row.endedAt,
    depth,
    tone: isTrouble(row) ? "trouble" : row.endedAt === undefined ? "active" : "work",
    name: `${kindFacts(actor.kind)?.name}, ${row.name}, ${row.state}`,
    label: (
      <>
        <Icon name={row.what === "workflow" ? "workflow" : "corner-down-left"} size={12} />
        <em class="inspect-remark">{INITIALS[actor.kind]}</em>
        <span class="truncate">{row.name}</span>
        <span class="inspect-muted truncate">{hint(row.what === "workflow" ? row.run.input : row.entry?.input)}</span>
      </>
    ),
    detail: () => <HopDetail organizationId={organizationId} actor={actor} row={row} />,
  };
}

/** Its bar reaches from the first of them to the last. */
function crowdRow(id: string, hops: Crowd): WaterfallRow {
  const [{ actor, row: first, depth }] = hops;
  const ends = hops.map(({ row }) => row.endedAt);
  return {
    id,
    depth,
    from: Math.min(...hops.map(({ row }) => row.at)),
    to: ends.every((end) => end !== undefined) ? Math.max(...ends) : undefined,
    tone: isTrouble(first) ? "trouble" : "work",
    name: `${hops.length} times ${first.name}`,
    label: (
      <>
        <Icon name="layers" size={12} />
        <em class="inspect-remark">{INITIALS[actor.kind]}</em>
        <span class="truncate">{first.name}</span> <em class="inspect-remark">×{hops.length}</em>
      </>
    ),
    detail: () => undefined,
  };
}

function HopDetail(props: { organizationId: string; actor: ActorRef; row: Hop["row"] }) {
  return (
    <>
      <Facts>
        <Fact name="State">
          <StateMark state={props.row.state} />
        </Fact>
        <Fact name="At">{clock(props.row.at)}</Fact>
        <Fact name="In its actor">
          <A class="link" href={inspectHref(props.organizationId, props.actor, props.row.id)}>
            {kindFacts(props.actor.kind)?.name} <span class="mono">{props.actor.key}</span>
          </A>
        </Fact>
      </Facts>
      <Show when={props.row.says !== ""}>
        <p class="inspect-says">{redactText(props.row.says)}</p>
      </Show>
      <JsonTree label="Input" value={props.row.what === "workflow" ? props.row.run.input : props.row.entry?.input} />
    </>
  );
}
