import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";

import { logsPage, repositoryPage } from "../app/addresses";
import { useGit } from "../changes/use-git";
import { plural } from "../checks/summary";
import { useOrganization, useTask, useTaskOrLine } from "../client";
import { inspectHref } from "../inspect/actors";
import { useRole } from "../pages/role";
import { TaskStatus } from "../pages/TaskStatus";
import { isEnded } from "../rail/actions";
import { CopyButton, Icon, type IconName, Time, when } from "../ui";
import type { GitStatus, TaskRecord, TaskSummary } from "../wire";
import { CredentialsRow } from "./credentials-row";
import { NoTask } from "./no-task";
import { OwnerCard } from "./owner";
import { ownerReason } from "./people";
import { PullRequestRow } from "./pull-request-row";
import { SandboxCard } from "./sandbox-card";
import "./overview.css";
import "./owner.css";
import "./sandbox-card.css";

export interface OverviewProps {
  organizationId: string;
  taskId: string;
  onChecks: () => void;
  /** Gives what opens the list of owners. */
  ownerRef?: (open: () => void) => void;
}

/** What there is to know about a task at a glance. */
export function Overview(props: OverviewProps): JSX.Element {
  const organization = useOrganization(() => props.organizationId);
  const { record, sessions, topic } = useTask(() => props.organizationId, () => props.taskId);
  const { sandbox, git } = useGit(() => props.organizationId, () => props.taskId);
  const task = useTaskOrLine(() => props.organizationId, () => props.taskId);
  return (
    <div class="overview">
      <Show when={task()} fallback={<NoTask problem={topic.problem()} isKnown={organization.topic.status() === "live" && topic.status() === "live"} />}>
        {(task) => (
          <>
            <section class="card" aria-label="Owner">
              <h3 class="sr-only">Owner</h3>
              <OwnerCard
                organizationId={props.organizationId}
                taskId={props.taskId}
                owner={task().owner}
                reason={ownerReason(task())}
                ref={props.ownerRef}
              />
              <CredentialsRow owner={task().owner} sandbox={sandbox()} member={organization.member(task().owner?.userId ?? "")} isEnded={isEnded(task())} />
            </section>

            <section class="card" aria-label="Branch">
              <Row icon="git-branch" label="Branch">
                <code class="truncate">{task().branch}</code>
                <CopyButton text={task().branch} label="Copy the branch" />
              </Row>
              <Show when={git()?.status}>{(status) => <BranchState status={status()} />}</Show>
              <Row icon="folder-git-2" label="Repository">
                <A class="link truncate" href={repositoryPage(props.organizationId, task().repositoryId)}>
                  {task().repositoryName}
                </A>
              </Row>
              <Show
                when={task().pullRequest}
                fallback={
                  <Row icon="git-pull-request" label="Pull request">
                    <span class="overview-none">none yet</span>
                  </Row>
                }
              >
                {(pullRequest) => (
                  <PullRequestRow
                    organizationId={props.organizationId}
                    taskId={props.taskId}
                    pullRequest={pullRequest()}
                    git={git()?.status ?? undefined}
                    onChecks={props.onChecks}
                  />
                )}
              </Show>
            </section>

            <SandboxCard
              organizationId={props.organizationId}
              taskId={props.taskId}
              sandbox={sandbox()}
              sessions={sessions()}
              login={(userId) => organization.member(userId)?.login}
              isEnded={isEnded(task())}
            />
            <TaskFacts organizationId={props.organizationId} task={task()} isVirtual={!record()} />
          </>
        )}
      </Show>
    </div>
  );
}

function Row(props: { icon: IconName; label: string; children: JSX.Element }): JSX.Element {
  return (
    <div class="overview-row">
      <Icon name={props.icon} label={props.label} />
      {props.children}
    </div>
  );
}

/** How the branch stands to its base and to GitHub. */
function BranchState(props: { status: GitStatus }): JSX.Element {
  const parts = (): string[] => {
    const { ahead, behind, baseBranch, unpushed, dirty, inProgress } = props.status;
    const uncommitted = dirty.staged + dirty.unstaged + dirty.untracked + dirty.conflicted;
    const base = baseBranch ?? "its base";
    return [
      ahead > 0 ? `${ahead} ahead of ${base}` : "",
      behind > 0 ? `${behind} behind ${base}` : "",
      unpushed > 0 ? `${plural(unpushed, "commit")} not pushed` : "",
      uncommitted > 0 ? `${plural(uncommitted, "change")} not committed` : "",
      inProgress ? `in the middle of a ${inProgress}` : "",
    ].filter(Boolean);
  };
  return (
    <Show when={parts().length > 0}>
      <p class="overview-state">{parts().join(" · ")}</p>
    </Show>
  );
}

function TaskFacts(props: { organizationId: string; task: TaskRecord | TaskSummary; isVirtual: boolean }): JSX.Element {
  const { isAdmin } = useRole(() => props.organizationId);
  const inspector = () => inspectHref(props.organizationId, { kind: "task", key: props.task.taskId });
  return (
    <section class="card" aria-label="Task">
      <header class="card-head">
        <h3>Task</h3>
        <TaskStatus status={props.task.status} />
      </header>
      <dl class="facts">
        {/* Of a line alone it is when a sync first read it, which says nothing of the work. */}
        <Show when={!props.isVirtual}>
          <div>
            <dt>Created</dt>
            <dd title={when(props.task.createdAt)}>
              <Time at={props.task.createdAt} />
            </dd>
          </div>
        </Show>
        <div>
          <dt>Changed</dt>
          <dd title={when(props.task.updatedAt)}>
            <Time at={props.task.updatedAt} />
          </dd>
        </div>
        <div>
          <dt>Id</dt>
          <dd class="facts-copied">
            <code class="truncate">{props.task.taskId}</code>
            <CopyButton text={props.task.taskId} label="Copy the id" />
          </dd>
        </div>
      </dl>
      <Show
        when={!props.isVirtual}
        fallback={<p class="card-note">Nobody has worked on it here yet. What you see is its pull request.</p>}
      >
        <A class="link card-link" href={inspector()}>
          <Icon name="workflow" size={13} /> Workflows, commands and traces
        </A>
        <Show when={isAdmin()}>
          <A class="link card-link" href={logsPage(props.organizationId, { task: props.task.taskId })}>
            <Icon name="scroll-text" size={13} /> Live logs
          </A>
        </Show>
      </Show>
    </section>
  );
}
