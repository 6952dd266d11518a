import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { tracesUrl } from "../client";
import { CopyButton, Icon } from "../ui";
import { traceHref } from "./actors";

/** From a row to everything that belongs to its trace. */
export function TraceLinks(props: { organizationId: string; traceId: string | undefined; taskId?: string; tabindex?: number }) {
  return (
    <Show when={props.traceId} fallback={<span class="inspect-muted">not traced</span>}>
      {(id) => (
        <span class="inspect-trace">
          <A
            class="link"
            tabindex={props.tabindex}
            href={traceHref(props.organizationId, id(), props.taskId)}
            aria-label={`Everything in trace ${id().slice(0, 8)}`}
            data-tip="Everything in this trace"
          >
            <Icon name="route" size={12} /> <span class="mono">{id().slice(0, 8)}</span>
          </A>
          <CopyButton text={id()} label="Copy the trace id" tabindex={props.tabindex} />
          <JaegerLink traceId={id()} tabindex={props.tabindex} />
        </span>
      )}
    </Show>
  );
}

/** To the trace's spans, where somebody has said where those are. */
export function JaegerLink(props: { traceId: string; tabindex?: number; text?: string }) {
  return (
    <Show when={tracesUrl()}>
      {(base) => (
        <a
          class="link"
          tabindex={props.tabindex}
          href={`${base()}/trace/${encodeURIComponent(props.traceId)}`}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`Spans of trace ${props.traceId.slice(0, 8)} in Jaeger`}
          data-tip="Its spans, in Jaeger"
        >
          <Icon name="external-link" size={12} /> {props.text}
        </a>
      )}
    </Show>
  );
}
