/** What a page shows beside or instead of its content: an error with a way on, a refusal with its reason, a notice. */

import { Show } from "solid-js";
import type { Problem } from "../client";
import { Button, Empty, Notice, TraceLink, traceOf } from "../ui";
import "./page.css";

/** Trying again helps where something was away; where somebody may not, only another person can help. */
export function Failed(props: { what: string; problem: Problem; retry?: () => void }) {
  const isRefused = () => props.problem.status === 403;
  const title = () => (isRefused() ? "You may not see this" : props.problem.status === 404 ? "This is not there" : props.what);
  return (
    <div role="alert">
      <Empty
        icon={isRefused() ? "lock" : props.problem.status === 404 ? "search" : "triangle-alert"}
        title={title()}
        action={
          <>
            <Show when={props.retry && !isRefused()}>
              <Button icon="refresh-cw" onClick={() => props.retry?.()}>
                Try again
              </Button>
            </Show>
            <TraceLink trace={traceOf(props.problem)} />
          </>
        }
      >
        {props.problem.detail}
      </Empty>
    </div>
  );
}

/** What was read before stays, and says why it is not newer. */
export function NoLongerFresh(props: { problem: Problem; read: () => void }) {
  return (
    <Notice
      tone="warning"
      action={
        <Button size="small" onClick={() => props.read()}>
          Try again
        </Button>
      }
    >
      This is no longer fresh: {props.problem.detail}
    </Notice>
  );
}
