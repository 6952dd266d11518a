import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { everySecond } from "../client";
import { Icon, lasting, moment } from "../ui";
import { inspectHref, kindFacts, taskIdOf } from "./actors";
import { clock, day } from "./format";
import { ACTOR_ICONS } from "./icons";
import { redactText } from "./redact";
import type { Place } from "./RowList";
import { RunDetail } from "./RunDetail";
import { isUnderWay, type RunLine } from "./runs";
import { StateMark } from "./StateMark";
import { TraceLinks } from "./TraceLinks";

interface Props {
  organizationId: string;
  line: RunLine;
  /** What its task is called, if it is of one that is known. */
  title: string | undefined;
  place: Place;
  changed: () => void;
}

export function RunRow(props: Props) {
  const run = () => props.line.run;
  const actor = () => props.line.actor;
  const kind = () => kindFacts(actor().kind)?.name ?? actor().kind;
  const called = () => props.title ?? (taskIdOf(actor()) === undefined ? kind() : actor().key);
  const took = () => lasting((props.line.endedAt ?? everySecond()) - props.line.at, props.line.endedAt !== undefined);
  const tabindex = () => (props.place.isCurrent ? 0 : -1);
  return (
    <article class="inspect-row" classList={{ "inspect-row-open": props.place.isOpen }} data-state={run().status}>
      <Show when={props.place.beginsDay}>
        <p class="inspect-day">{day(props.line.at)}</p>
      </Show>
      <div class="inspect-line runs-line">
        <button
          type="button"
          class="runs-head"
          aria-expanded={props.place.isOpen}
          aria-label={`${run().workflow} of ${called()}: ${run().status}, began ${clock(props.line.at)}`}
          data-row={props.line.id}
          tabindex={tabindex()}
          onFocus={() => props.place.choose()}
          onClick={() => props.place.toggle()}
        >
          <Icon name={props.place.isOpen ? "chevron-down" : "chevron-right"} size={12} />
          <span class="mono truncate">{run().workflow}</span>
        </button>
        <A
          class="runs-actor"
          tabindex={tabindex()}
          href={inspectHref(props.organizationId, actor(), run().runId)}
          data-tip={`${kind()}: its commands and workflows`}
        >
          <Icon name={ACTOR_ICONS[actor().kind]} size={13} label={kind()} />
          <span class="truncate">{called()}</span>
        </A>
        <span class="runs-state">
          <StateMark state={run().status} />
        </span>
        <Step line={props.line} />
        <time class="mono inspect-time" datetime={new Date(props.line.at).toISOString()}>
          {clock(props.line.at)}
        </time>
        <span class="mono inspect-took">{took()}</span>
        <TraceLinks
          organizationId={props.organizationId}
          traceId={run().traceId ?? undefined}
          taskId={taskIdOf(actor())}
          tabindex={tabindex()}
        />
        <Show when={run().lastError}>
          {(error) => (
            <p class="runs-error truncate">
              {redactText(error())}
              <Show when={run().wakesAt}>{(at) => <> It goes on at {moment(at(), everySecond())}.</>}</Show>
            </p>
          )}
        </Show>
      </div>
      <Show when={props.place.isOpen}>
        <RunDetail organizationId={props.organizationId} actor={actor()} of={run()} changed={props.changed} find={props.place.find} />
      </Show>
    </article>
  );
}

/** What a run is at has no name before it is recorded: it is after the last step that has. */
function Step(props: { line: RunLine }) {
  const last = () => props.line.run.lastStep ?? undefined;
  return (
    <span class="runs-step truncate">
      <Show when={last()} fallback={<span class="inspect-muted">no step yet</span>}>
        {(step) => (
          <>
            <Show when={isUnderWay(props.line.run)}>
              <span class="inspect-muted">after </span>
            </Show>
            <span class="mono" data-tip={`Step ${step().position + 1}`}>
              {step().step}
            </span>
            <Show when={step().attempts > 1}>
              {" "}
              <em class="inspect-remark" data-tip={`${step().attempts} tries`}>
                ×{step().attempts}
              </em>
            </Show>
          </>
        )}
      </Show>
    </span>
  );
}
