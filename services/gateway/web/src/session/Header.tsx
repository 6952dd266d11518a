// What the task is called, on which branch it is, and what it is doing.
import { type JSX, Show, createSignal } from "solid-js";

import { renameTask } from "../overview/change-task";
import { Faces } from "../presence";
import { attempt, Badge, CopyButton, Icon, InlineEdit, Revealed, Spinner } from "../ui";
import type { Status } from "./status";
import type { TaskState } from "./task-state";

export function Header(props: { state: TaskState; end?: JSX.Element }): JSX.Element {
  const { state } = props;
  const [isEditing, setEditing] = createSignal(false);
  let button: HTMLButtonElement | undefined;

  function rename(title: string | undefined): void {
    const isLeft = document.activeElement?.closest(".session-heading") === null;
    setEditing(false);
    // What is there again has not the focus that the field had.
    if (!isLeft) button?.focus();
    if (!title) return;
    const { organizationId, taskId } = state;
    void attempt("The task was not renamed", () => renameTask(organizationId, taskId, title));
  }

  return (
    <header class="session-header">
      <h1 class="session-heading">
        <Show
          when={isEditing()}
          fallback={
            <button
              ref={button}
              type="button"
              class="session-title truncate"
              disabled={state.isEnded()}
              data-tip={state.isEnded() ? "The task has ended: its title stays" : "Rename the task"}
              onClick={() => setEditing(true)}
            >
              <Revealed text={state.title() ?? "…"} />
            </button>
          }
        >
          <InlineEdit label="Title of the task" value={state.title() ?? ""} onDone={rename} class="session-title-edit" />
        </Show>
      </h1>
      <Show when={state.branch()}>
        {(branch) => (
          <span class="session-branch">
            <Icon name="git-branch" size={12} />
            <span class="mono truncate" title={branch()}>{branch()}</span>
            <CopyButton text={branch()} label="Copy the branch's name" />
          </span>
        )}
      </Show>
      <StatusPill status={state.status()} />
      <span class="session-header-end">
        <Faces people={state.others()} size={20} most={4} />
        {props.end}
      </span>
    </header>
  );
}

const TONES = { neutral: "plain", success: "success", warning: "warning", danger: "danger" } as const;
const ICONS = { neutral: "circle", success: "circle-check", warning: "circle-alert", danger: "circle-x" } as const;

export function StatusPill(props: { status: Status }): JSX.Element {
  return (
    <span class="session-status" role="status" aria-label={`Status: ${props.status.label}`}>
      <Badge tone={TONES[props.status.tone]} icon={props.status.isBusy ? undefined : ICONS[props.status.tone]} tip={props.status.detail ?? undefined}>
        <Show when={props.status.isBusy}><Spinner size={10} /></Show>
        {props.status.label}
      </Badge>
    </span>
  );
}
