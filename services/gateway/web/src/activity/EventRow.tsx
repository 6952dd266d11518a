import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import { type ActorKind, inspectHref } from "../inspect/actors";
import { clock, day, who } from "../inspect/format";
import { JsonTree } from "../inspect/JsonTree";
import { redactText } from "../inspect/redact";
import { Avatar, Icon, type IconName } from "../ui";
import { changes } from "./changes";
import { type AuditEvent, sentence, subjectOf } from "./sentences";

const ICONS: Record<string, IconName> = {
  task: "git-branch",
  session: "message-square",
  message: "send",
  turn: "bot",
  permission: "shield",
  sandbox: "container",
  process: "terminal",
  git: "git-commit-horizontal",
  file: "file-diff",
  repository: "folder-git-2",
  member: "user",
  organization: "settings",
  github: "satellite-dish",
};

/** What a task's sandbox was asked, or did. */
const OF_SANDBOX = new Set(["sandbox", "permission", "turn", "process", "git", "file"]);

interface Props {
  organizationId: string;
  event: AuditEvent;
  beginsDay: boolean;
  logins: ReadonlyMap<string, string>;
  /** What the task is called now; its id when it is not among the organization's any more. */
  task: string | undefined;
  repository: string | undefined;
  /** The one row of the list that Tab stops at. */
  isCurrent: boolean;
  choose: () => void;
}

export function EventRow(props: Props) {
  const [isOpen, setOpen] = createSignal(false);
  const by = () => who(props.event.by, props.logins);
  const told = () => redactText(sentence(props.event));
  const isPerson = () => props.event.by.startsWith("user:");
  const changed = createMemo(() => changes(props.event.details));
  const actor = (): ActorKind => {
    const subject = subjectOf(props.event.event);
    return OF_SANDBOX.has(subject) ? "sandbox" : props.event.taskId ? "task" : subject === "github" ? "githubData" : "organization";
  };
  return (
    <article class="activity-row">
      <Show when={props.beginsDay}>
        <p class="activity-day">{day(props.event.at)}</p>
      </Show>
      <button
        type="button"
        class="activity-head"
        aria-expanded={isOpen()}
        data-row={props.event.eventId}
        tabindex={props.isCurrent ? 0 : -1}
        onFocus={() => props.choose()}
        onClick={() => setOpen(!isOpen())}
      >
        <time class="mono activity-time" datetime={new Date(props.event.at).toISOString()}>
          {clock(props.event.at).slice(0, 8)}
        </time>
        <Show
          when={isPerson()}
          fallback={
            <span class="activity-service">
              <Icon name={ICONS[subjectOf(props.event.event)] ?? "activity"} size={12} />
            </span>
          }
        >
          <Avatar name={by()} />
        </Show>
        <span class="activity-text">
          <strong>{by()}</strong>
          {told().startsWith("’") ? "" : " "}
          {told()}{" "}
          <Show when={props.event.taskId}>
            <span class="activity-of">{props.task ?? props.event.taskId}</span>
          </Show>
          <Show when={!props.event.taskId && props.repository}>
            <span class="activity-of">{props.repository}</span>
          </Show>
        </span>
        <Icon name={isOpen() ? "chevron-down" : "chevron-right"} size={12} />
      </button>
      <Show when={isOpen()}>
        <div class="activity-detail">
          <p class="activity-links">
            <code>{props.event.event}</code> · number {props.event.eventId} · {day(props.event.at)} {clock(props.event.at)}
            <Show when={props.event.branch}>
              {(branch) => (
                <>
                  {" "}
                  · <span class="mono">{branch()}</span>
                </>
              )}
            </Show>
          </p>
          <p class="activity-links">
            <Show when={props.event.taskId}>
              {(taskId) => (
                <A class="link" href={`/organizations/${props.organizationId}/tasks/${taskId()}`}>
                  The task
                </A>
              )}
            </Show>
            <A class="link" href={inspectHref(props.organizationId, { kind: actor(), key: props.event.taskId ?? props.organizationId })}>
              What its actor was asked
            </A>
            <Show when={props.event.repositoryId}>
              {(id) => (
                <A class="link" href={`/organizations/${props.organizationId}/repos/${id()}`}>
                  The repository
                </A>
              )}
            </Show>
          </p>
          <Show when={changed().length > 0}>
            <dl class="activity-changes">
              <For each={changed()}>
                {(change) => (
                  <div>
                    <dt>{change.field === "value" ? "Changed" : change.field}</dt>
                    <dd>
                      <del>{redactText(change.from ?? "nothing")}</del> <Icon name="arrow-right" size={12} label="to" />{" "}
                      <ins>{redactText(change.to ?? "nothing")}</ins>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </Show>
          <JsonTree value={props.event.details} label="Details" />
        </div>
      </Show>
    </article>
  );
}
