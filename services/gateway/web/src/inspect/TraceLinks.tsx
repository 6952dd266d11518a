import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { CopyButton } from "../pages";
import { Icon } from "../ui";
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
        </span>
      )}
    </Show>
  );
}
