import { Match, Show, Switch } from "solid-js";
import { everySecond } from "../client";
import { Icon, lasting } from "../ui";
import { type ActorRef, taskIdOf } from "./actors";
import { CommandDetail } from "./CommandDetail";
import { clock, day, who } from "./format";
import { hint } from "./hint";
import { redactText } from "./redact";
import type { Place } from "./RowList";
import { RunDetail } from "./RunDetail";
import { StateMark } from "./StateMark";
import type { Row } from "./timeline";
import { TraceLinks } from "./TraceLinks";

export interface RowProps {
  organizationId: string;
  actor: ActorRef;
  row: Row;
  place: Place;
  forbidden: string | undefined;
  logins: ReadonlyMap<string, string>;
  changed: () => void;
}

export function TimelineRow(props: RowProps) {
  const row = () => props.row;
  const run = () => {
    const one = row();
    return one.what === "workflow" ? one.run : undefined;
  };
  const command = () => {
    const one = row();
    return one.what === "command" ? one : undefined;
  };
  const took = () => lasting((row().endedAt ?? everySecond()) - row().at, row().endedAt !== undefined);
  const given = () => {
    const one = row();
    return hint(one.what === "workflow" ? one.run.input : one.entry?.input);
  };
  const by = () => {
    const { by } = row();
    return by === "" ? "—" : who(by, props.logins);
  };
  return (
    <article class="inspect-row" classList={{ "inspect-row-open": props.place.isOpen }} data-state={row().state}>
      <Show when={props.place.beginsDay}>
        <p class="inspect-day">{day(row().at)}</p>
      </Show>
      <div class="inspect-line">
        <button
          type="button"
          class="inspect-head"
          aria-expanded={props.place.isOpen}
          data-row={row().id}
          tabindex={props.place.isCurrent ? 0 : -1}
          onFocus={() => props.place.choose()}
          onClick={() => props.place.toggle()}
        >
          <Icon name={props.place.isOpen ? "chevron-down" : "chevron-right"} size={12} />
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
        <TraceLinks organizationId={props.organizationId} traceId={row().traceId} taskId={taskIdOf(props.actor)} tabindex={props.place.isCurrent ? 0 : -1} />
      </div>
      <Show when={props.place.isOpen}>
        <Switch>
          <Match when={run()}>
            {(of) => (
              <RunDetail organizationId={props.organizationId} actor={props.actor} of={of()} changed={props.changed} find={props.place.find} />
            )}
          </Match>
          <Match when={command()}>
            {(row) => (
              <CommandDetail
                organizationId={props.organizationId}
                actor={props.actor}
                row={row()}
                forbidden={props.forbidden}
                settled={props.changed}
                find={props.place.find}
              />
            )}
          </Match>
        </Switch>
      </Show>
    </article>
  );
}

/** One try, or one worker, is as usual and not worth a sign. */
function tries(row: Row): string {
  const count = row.what === "workflow" ? row.run.epoch : row.attempts;
  return count > 1 ? `×${count}` : "";
}
