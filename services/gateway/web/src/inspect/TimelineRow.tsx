import { Show } from "solid-js";
import { everySecond } from "../client";
import { Icon } from "../ui";
import type { ActorRef } from "./actors";
import { CommandDetail } from "./CommandDetail";
import { clock, day, duration, who } from "./format";
import { hint } from "./hint";
import { redactText } from "./redact";
import { RunDetail } from "./RunDetail";
import { StateMark } from "./StateMark";
import type { Row } from "./timeline";
import { TraceLinks } from "./TraceLinks";

export interface RowProps {
  organizationId: string;
  actor: ActorRef;
  row: Row;
  /** The row above is of another day, or there is none. */
  beginsDay: boolean;
  isOpen: boolean;
  /** The one row of the list that Tab stops at. */
  isCurrent: boolean;
  choose: () => void;
  toggle: () => void;
  forbidden: string | undefined;
  logins: ReadonlyMap<string, string>;
  changed: () => void;
  find: (id: string) => (() => void) | undefined;
}

export function TimelineRow(props: RowProps) {
  const row = () => props.row;
  const taskId = () => (props.actor.kind === "task" || props.actor.kind === "sandbox" ? props.actor.key : undefined);
  const took = () => duration((row().endedAt ?? everySecond()) - row().at);
  const given = () => {
    const one = row();
    return hint(one.what === "workflow" ? one.run.input : one.entry?.input);
  };
  const by = () => {
    const { by } = row();
    return by === "" ? "—" : who(by, props.logins);
  };
  return (
    <article class="inspect-row" classList={{ "inspect-row-open": props.isOpen }} data-state={row().state}>
      <Show when={props.beginsDay}>
        <p class="inspect-day">{day(row().at)}</p>
      </Show>
      <div class="inspect-line">
        <button
          type="button"
          class="inspect-head"
          aria-expanded={props.isOpen}
          data-row={row().id}
          tabindex={props.isCurrent ? 0 : -1}
          onFocus={() => props.choose()}
          onClick={() => props.toggle()}
        >
          <Icon name={props.isOpen ? "chevron-down" : "chevron-right"} size={12} />
          <time class="mono inspect-time" datetime={new Date(row().at).toISOString()}>
            {clock(row().at)}
          </time>
          <Icon
            name={row().what === "workflow" ? "workflow" : "corner-down-left"}
            size={13}
            label={row().what === "workflow" ? "Workflow" : "Command"}
          />
          <span class="inspect-name">
            <span class="mono">{row().name}</span>
            <span class="inspect-says truncate" classList={{ "inspect-muted": row().says === "" }}>
              {row().says === "" ? given() : redactText(row().says)}
            </span>
          </span>
          <span class="inspect-by truncate">{by()}</span>
          <span class="inspect-state">
            <StateMark state={row().state} />
          </span>
          <span class="mono inspect-took">{took()}</span>
          <span class="mono inspect-tries" data-tip="Tries">
            {tries(row())}
          </span>
        </button>
        <TraceLinks organizationId={props.organizationId} traceId={row().traceId} taskId={taskId()} tabindex={props.isCurrent ? 0 : -1} />
      </div>
      <Show when={props.isOpen}>
        {(() => {
          const one = row();
          return one.what === "workflow" ? (
            <RunDetail organizationId={props.organizationId} actor={props.actor} row={one} changed={props.changed} find={props.find} />
          ) : (
            <CommandDetail
              organizationId={props.organizationId}
              actor={props.actor}
              row={one}
              forbidden={props.forbidden}
              settled={props.changed}
              find={props.find}
            />
          );
        })()}
      </Show>
    </article>
  );
}

/** One try, or one worker, is as usual and not worth a sign. */
function tries(row: Row): string {
  const count = row.what === "workflow" ? row.run.epoch : row.attempts;
  return count > 1 ? `×${count}` : "";
}
