import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { traceHref } from "../inspect/actors";
import { clock, day } from "../inspect/format";
import { JsonTree } from "../inspect/JsonTree";
import { JaegerLink } from "../inspect/TraceLinks";
import { Button, CopyButton, Icon } from "../ui";
import type { LogLevel, LogLine } from "../wire";
import type { Said, Skipped } from "./ring";

const WORDS: Record<LogLevel, string> = { info: "info", warn: "warn", error: "error" };

interface Props {
  organizationId: string;
  entry: Said;
  beginsDay: boolean;
  /** What the task is called, if it is about one that is known. */
  task: string | undefined;
  isOpen: boolean;
  /** The one row of the list that Tab stops at. */
  isCurrent: boolean;
  choose: () => void;
  toggle: () => void;
  only: (change: { task?: string; trace?: string }) => void;
}

export function LogRow(props: Props) {
  const line = () => props.entry.line;
  const taskId = () => line().key.split(".")[1];
  const traceId = () => line().traceId ?? undefined;
  return (
    <article class="logs-row" classList={{ "logs-row-open": props.isOpen }} data-level={line().level}>
      <Show when={props.beginsDay}>
        <p class="logs-day">{day(line().at)}</p>
      </Show>
      <div class="logs-line">
        <button
          type="button"
          class="logs-head mono"
          aria-expanded={props.isOpen}
          data-row={props.entry.id}
          tabindex={props.isCurrent ? 0 : -1}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && props.choose()}
          onClick={() => props.toggle()}
        >
          <time class="logs-time" datetime={new Date(line().at).toISOString()}>
            {clock(line().at)}
          </time>
          <span class="logs-level">{WORDS[line().level]}</span>
          <span class="logs-service truncate">{line().service}</span>
          <span class="logs-message">{line().message}</span>
          <span class="logs-about truncate">{props.task ?? taskId() ?? ""}</span>
        </button>
        <span class="logs-trace">
          <Show when={traceId()}>
            {(id) => (
              <A
                class="logs-trace-link"
                tabindex={props.isCurrent ? 0 : -1}
                href={traceHref(props.organizationId, id(), taskId())}
                aria-label={`Everything in trace ${id().slice(0, 8)}`}
                data-tip="Everything in this trace"
              >
                <Icon name="route" size={12} /> <span class="mono">{id().slice(0, 8)}</span>
              </A>
            )}
          </Show>
        </span>
      </div>
      <Show when={props.isOpen}>
        <Detail {...props} line={line()} taskId={taskId()} traceId={traceId()} />
      </Show>
    </article>
  );
}

function Detail(props: Props & { line: LogLine; taskId: string | undefined; traceId: string | undefined }) {
  const json = () => JSON.stringify(props.line, undefined, 2);
  /** What the row does not show, its fields first. */
  const told = () => {
    const { fields, key, traceId, instance, sequence } = props.line;
    return { ...fields, key, traceId, instance, sequence };
  };
  return (
    <div class="logs-detail">
      <div class="logs-links">
        <Show when={props.taskId}>
          {(id) => (
            <Button kind="quiet" size="small" icon="funnel" onClick={() => props.only({ task: id() })}>
              Only this task
            </Button>
          )}
        </Show>
        <Show when={props.traceId}>
          {(id) => (
            <>
              <Button kind="quiet" size="small" icon="route" onClick={() => props.only({ trace: id() })}>
                Only this trace
              </Button>
              <A class="link" href={traceHref(props.organizationId, id(), props.taskId)}>
                Everything in it
              </A>
              <JaegerLink traceId={id()} text="Its spans" />
            </>
          )}
        </Show>
        <CopyButton kind="text" text={json()} label="Copy as JSON" />
      </div>
      <JsonTree value={told()} label="The line" />
    </div>
  );
}

/** There was more here than is told. */
export function SkippedRow(props: { entry: Skipped }) {
  const count = () => props.entry.count;
  return (
    <p class="logs-skipped" role="note">
      <Icon name="ellipsis" size={12} /> {count().toLocaleString("en")} {count() === 1 ? "line" : "lines"} skipped: they came faster than they are
      told
    </p>
  );
}
