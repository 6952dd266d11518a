import { A } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { type ActorRef, taskIdOf, traceHref } from "./actors";
import { Fact } from "./Facts";
import type { Row } from "./timeline";
import { causeOf } from "./trace";

interface Props {
  organizationId: string;
  actor: ActorRef;
  row: Row;
  /** Shows another row of the list that is read; undefined where it has none with this id. */
  find: (id: string) => (() => void) | undefined;
}

/** The command, or the run's step, that sent a command or began a run, and the way there. */
export function Cause(props: Props) {
  const show = () => {
    const id = causeOf(props.row);
    return id === undefined ? undefined : props.find(id);
  };
  return (
    <Fact name="Caused by">
      <Show when={props.row.causedBy} fallback="nothing before it">
        {(cause) => (
          <>
            <code>{cause()}</code>{" "}
            <Switch>
              <Match when={show()}>
                {(show) => (
                  <button type="button" class="link" onClick={() => show()()}>
                    show it
                  </button>
                )}
              </Match>
              <Match when={props.row.traceId}>
                {(traceId) => (
                  <A class="link" href={traceHref(props.organizationId, traceId(), taskIdOf(props.actor))}>
                    find it in the trace
                  </A>
                )}
              </Match>
            </Switch>
          </>
        )}
      </Show>
    </Fact>
  );
}
