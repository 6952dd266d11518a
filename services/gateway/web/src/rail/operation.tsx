import { createSignal, For, Show, type JSX } from "solid-js";

import { everyMinute } from "../client";
import { Button, Elapsed, Notice, Printed, type NoticeTone, Spinner } from "../ui";
import type { GitOperation } from "../wire";
import { OPERATIONS } from "./actions";

/** What went well is said for so long, in milliseconds. */
const SAID = 5 * 60_000;

const [dismissed, setDismissed] = createSignal<string>();

/** What is being done with the branch, or what came of it. Whoever looks at the task sees it, whoever has asked. */
export function Operation(props: { operation?: GitOperation | null; login: (userId: string) => string | undefined; onAbort: () => void }): JSX.Element {
  const shown = (): GitOperation | undefined => {
    const { operation } = props;
    // Reverts are told beside the files.
    if (!operation || operation.kind === "revert" || operation.kind === "undoRevert") return undefined;
    if (operation.operationId === dismissed()) return undefined;
    const isOld = operation.status === "done" && everyMinute() - (operation.endedAt ?? 0) > SAID;
    return isOld ? undefined : operation;
  };
  return (
    <Show when={shown()}>
      {(operation) => (
        <div class="operation" aria-live="polite">
          <Show when={operation().status === "running"} fallback={<Ended operation={operation()} onAbort={props.onAbort} />}>
            <div class="operation-running">
              <Spinner />
              <span class="operation-text">
                <b>{OPERATIONS[operation().kind].name}:</b> {operation().message}
                <Show when={operation().askedBy && props.login(operation().askedBy ?? "")}>{(login) => <span class="operation-by"> · asked by {login()}</span>}</Show>
              </span>
              <Elapsed from={operation().startedAt} />
            </div>
          </Show>
        </div>
      )}
    </Show>
  );
}

function Ended(props: { operation: GitOperation; onAbort: () => void }): JSX.Element {
  const tone = (): NoticeTone => {
    if (props.operation.status === "failed") return "danger";
    return props.operation.status === "conflicts" ? "warning" : "success";
  };
  return (
    <Notice
      tone={tone()}
      action={
        <Show when={props.operation.status === "conflicts"}>
          <Button size="small" onClick={props.onAbort}>
            Give the sync up
          </Button>
        </Show>
      }
      onClose={() => setDismissed(props.operation.operationId)}
    >
      <b>{OPERATIONS[props.operation.kind].name}:</b> {props.operation.message}
      <Show when={props.operation.paths.length > 0}>
        <ul class="operation-paths">
          <For each={props.operation.paths}>{(path) => <li>{path}</li>}</For>
        </ul>
      </Show>
      <Show when={props.operation.log}>
        {(log) => <Printed title="What git printed" text={log()} />}
      </Show>
      <Show when={props.operation.pullRequest}>
        {(pullRequest) => (
          <p>
            <a class="link" href={pullRequest().url} target="_blank" rel="noopener noreferrer">
              Pull request #{pullRequest().number}
            </a>
          </p>
        )}
      </Show>
    </Notice>
  );
}
