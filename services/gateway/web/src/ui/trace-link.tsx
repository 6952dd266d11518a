import { Show } from "solid-js";
import type { Problem } from "../client/http";
import { traceHrefOf } from "../inspect/actors";
import { CopyButton } from "./copy-button";
import { Icon } from "./icon";

export interface Trace {
  id: string;
  /** Where everything of it is shown; undefined where no organization is open. */
  href: string | undefined;
}

/** The trace of what this page has asked; undefined when there is none. */
export function traceOf({ traceId, asked }: Pick<Problem, "traceId" | "asked">): Trace | undefined {
  return traceId === undefined ? undefined : { id: traceId, href: traceHrefOf(traceId, asked, window.location.pathname) };
}

/** Shown short, followed and copied whole; nothing without a trace. */
export function TraceLink(props: { trace: Trace | undefined }) {
  return <Show when={props.trace}>{(trace) => <Known {...trace()} />}</Show>;
}

function Known(props: Trace) {
  const short = () => props.id.slice(0, 8);
  return (
    <span class="trace-link">
      <Show when={props.href} fallback={<span class="mono">trace {short()}</span>}>
        {(href) => (
          <a class="link" href={href()} aria-label={`Everything in trace ${short()}`}>
            <Icon name="route" size={12} /> trace <span class="mono">{short()}</span>
          </a>
        )}
      </Show>
      <CopyButton text={props.id} label="Copy the trace id" />
    </span>
  );
}
