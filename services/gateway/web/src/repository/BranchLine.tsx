import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { openNewTask } from "../new-task/open";
import { TaskStatus } from "../pages";
import { checkMark } from "../sidebar/checks";
import { Age, Avatar, Badge, Button, Icon, type IconName, Revealed } from "../ui";
import "../checks/checks.css";
import type { BranchRow, PullRequest } from "./rows";

const PULL_REQUESTS: Record<PullRequest["state"], { icon: IconName; tone: string }> = {
  open: { icon: "git-pull-request", tone: "good" },
  draft: { icon: "git-pull-request-draft", tone: "quiet" },
  closed: { icon: "git-pull-request-closed", tone: "bad" },
  merged: { icon: "git-merge", tone: "info" },
};

export function BranchLine(props: { organizationId: string; repositoryId: string; row: BranchRow }) {
  const row = () => props.row;
  const checks = () => {
    const { task } = row();
    return task && checkMark(task);
  };
  return (
    <div class="repository-row" role="row">
      <span role="cell" class="repository-branch">
        <Icon name="git-branch" size={12} />{" "}
        <span class="mono truncate" data-tip={row().branch}>
          {row().branch}
        </span>
        <Show when={row().isDefault}>
          <Badge>default</Badge>
        </Show>
      </span>
      <span role="cell" class="repository-task">
        <Show
          when={row().task}
          fallback={
            <Show when={!row().isDefault}>
              <Button
                size="small"
                kind="quiet"
                icon="plus"
                onClick={() => openNewTask({ repositoryId: props.repositoryId, onBranch: row().branch })}
              >
                Work on it
              </Button>
            </Show>
          }
        >
          {(task) => (
            <>
              <A class="truncate repository-title" href={`/organizations/${props.organizationId}/tasks/${task().taskId}`}>
                <Revealed text={task().title} />
              </A>
              <TaskStatus status={task().status} />
            </>
          )}
        </Show>
      </span>
      <span role="cell" class="repository-changes mono">
        <Show when={row().task?.changes}>
          {(changes) => (
            <span
              data-tip={`${changes().files} files · ${changes().ahead} ahead of its base, ${changes().behind} behind · ${changes().uncommitted} uncommitted · ${changes().unpushed} not pushed`}
            >
              <span class="repository-added">+{changes().added}</span> <span class="repository-removed">−{changes().removed}</span>
              <Show when={changes().conflicted > 0}>
                {" "}
                <Icon name="triangle-alert" size={12} label={`${changes().conflicted} in conflict`} />
              </Show>
            </span>
          )}
        </Show>
      </span>
      <span role="cell" class="repository-owner">
        <Show when={row().task?.owner}>
          {(owner) => (
            <>
              <Avatar name={owner().login} size={16} /> <span class="truncate">{owner().login}</span>
            </>
          )}
        </Show>
      </span>
      <span role="cell" class="repository-pr">
        <Show when={row().pullRequest}>
          {(pullRequest) => (
            <a
              class={`repository-pr-${PULL_REQUESTS[pullRequest().state].tone}`}
              href={pullRequest().url}
              target="_blank"
              rel="noopener noreferrer"
              data-tip={`${pullRequest().title} (${pullRequest().state}), by ${pullRequest().authorLogin ?? "somebody who is gone"}`}
            >
              <Icon name={PULL_REQUESTS[pullRequest().state].icon} size={13} label={pullRequest().state} />{" "}
              <span class="mono">#{pullRequest().number}</span>
            </a>
          )}
        </Show>
      </span>
      <span role="cell" class="repository-checks">
        <Show when={checks()}>
          {(mark) => (
            <span class={`verdict-${mark().verdict}`} data-tip={mark().label}>
              <Icon name={mark().icon} size={13} label={mark().label} /> <span class="mono">{mark().count}</span>
            </span>
          )}
        </Show>
      </span>
      <span role="cell" class="repository-age">
        <Show when={row().updatedAt}>{(at) => <Age at={at()} />}</Show>
      </span>
    </div>
  );
}
