import { createSignal, For, Show, type JSX } from "solid-js";

import { toggle } from "../app/panels";
import { useGit } from "../changes/use-git";
import { everySecond, Problem, request, useOrganization, useTask, useTaskOrLine } from "../client";
import { TASK_STATUS } from "../overview/task-status";
import { registerCommands } from "../palette/commands";
import { IconButton, type IconName, Menu, type MenuItem, Notice, TraceLink, traceOf } from "../ui";
import { ActionButton } from "./action-button";
import { actions, isEnded, runningOperation, syncReason, type Action, type ActionName } from "./actions";
import { archivesAt, archiveSoon, undoArchive } from "./archive";
import { MergeDialog } from "./merge";
import { Operation } from "./operation";
import { PublishDialog } from "./publish";

const LOOKS: Record<ActionName, { label: string; icon: IconName; about: string; kbd?: string }> = {
  publish: { label: "Publish", icon: "git-pull-request", about: "Push, and open a pull request", kbd: "p" },
  ready: { label: "Mark ready", icon: "git-pull-request-arrow", about: "Make the draft ready for review" },
  push: { label: "Push", icon: "upload", about: "Push what is committed, as the task's owner" },
  sync: { label: "Sync", icon: "git-compare", about: "Take the base branch's new commits in" },
  abortSync: { label: "Abort sync", icon: "undo-2", about: "Give the sync up: all is as it was before" },
  merge: { label: "Merge", icon: "git-merge", about: "Merge the pull request at GitHub" },
  archive: { label: "Archive", icon: "archive", about: "Put the task away, and release its sandbox", kbd: "e" },
};

export interface HeaderProps {
  organizationId: string;
  taskId: string;
  /** Gives the way to publish, for buttons elsewhere. */
  publishRef?: (publish: PublishWay) => void;
}

/** Opens the dialog for publishing; `reason`: why that cannot be done now. */
export interface PublishWay {
  reason(): string | undefined;
  open(): void;
}

/** What can be done with the task's branch, what is being done, and what came of it. */
export function Header(props: HeaderProps): JSX.Element {
  const organization = useOrganization(() => props.organizationId);
  const { record } = useTask(() => props.organizationId, () => props.taskId);
  const { sandbox, git } = useGit(() => props.organizationId, () => props.taskId);
  const [asking, setAsking] = createSignal<ActionName>();
  const [dialog, setDialog] = createSignal<"publish" | "merge">();
  const [problem, setProblem] = createSignal<Problem>();
  const key = () => [props.organizationId, props.taskId];
  const task = useTaskOrLine(() => props.organizationId, () => props.taskId);
  // Of a task that nobody knows nothing can be done.
  const shown = () => (!task() || isEnded(task()) ? [] : actions({ task: task(), sandbox: sandbox(), git: git() }));
  const endedAs = () => (isEnded(task()) ? task()?.status : undefined);
  const action = (name: ActionName): Action | undefined => shown().find((action) => action.name === name);

  const ask = async (name: ActionName, send: () => Promise<unknown>): Promise<void> => {
    setAsking(name);
    setProblem(undefined);
    try {
      await send();
    } catch (thrown) {
      setProblem(Problem.of(thrown));
    }
    setAsking(undefined);
  };
  const run: Record<ActionName, () => void> = {
    publish: () => setDialog("publish"),
    merge: () => setDialog("merge"),
    ready: () => void ask("ready", () => request("sandbox.readyPullRequest", key(), {})),
    push: () => void ask("push", () => request("sandbox.push", key(), {})),
    sync: () => void ask("sync", () => request("sandbox.syncWithBase", key(), { method: "merge", onConflict: "leave" })),
    abortSync: () => void ask("abortSync", () => request("sandbox.abortSync", key(), {})),
    archive: () => archiveSoon(props.organizationId, props.taskId, task()?.title ?? "The task"),
  };
  const fetch = () => void ask("sync", () => request("sandbox.refreshGit", key(), { fetch: true }));
  const syncMenu = (): MenuItem[] => {
    const base = git()?.status?.baseBranch ?? "the base";
    const reason = syncReason({ task: task(), git: git() });
    const sync = (method: "merge" | "rebase") => () => void ask("sync", () => request("sandbox.syncWithBase", key(), { method, onConflict: "leave" }));
    return [
      { label: `Merge ${base} in`, hint: "With a merge commit", icon: "git-merge", reason, onSelect: sync("merge") },
      { label: `Rebase on ${base}`, hint: "Only for commits that were not pushed", icon: "git-branch", reason, onSelect: sync("rebase") },
      "separator",
      { label: "See what is new at GitHub", hint: "Changes nothing here", icon: "refresh-cw", onSelect: fetch },
    ];
  };
  const isBusy = (name: ActionName): boolean => asking() === name || runningOperation(git())?.kind === name;
  const whyNot = (name: ActionName): string | undefined => (action(name) ? action(name)?.reason : "This task has no use for it now.");
  props.publishRef?.({ reason: () => whyNot("publish"), open: run.publish });

  const command = (name: ActionName, id: string, title: string) => ({
    id,
    title,
    group: "Task",
    unavailable: () => whyNot(name),
    run: run[name],
  });
  registerCommands(() => [
    command("publish", "task.publish", "Publish the pull request"),
    command("push", "task.push", "Push the branch"),
    { ...command("sync", "task.sync", "Sync with the base branch"), unavailable: () => whyNot("sync") ?? syncReason({ task: task(), git: git() }) },
    command("merge", "task.merge", "Merge the pull request"),
    command("archive", "task.archive", "Archive the task"),
    {
      id: "task.openPullRequest",
      title: "Open the pull request",
      group: "Task",
      unavailable: () => (task()?.pullRequest ? undefined : "The task has no pull request yet."),
      run: () => void window.open(task()?.pullRequest?.url, "_blank", "noopener,noreferrer"),
    },
  ]);

  return (
    <header class="rail-header">
      <div class="rail-actions" role="toolbar" aria-label="Branch">
        <For each={shown().map(({ name }) => name)}>
          {(name) => {
            const look = LOOKS[name];
            const button = (more: object, onClick: () => void) => (
              <ActionButton {...more} {...look} reason={action(name)?.reason} busy={isBusy(name)} isPrimary={name === "publish" || name === "merge"} onClick={onClick} />
            );
            if (name === "archive") return <Show when={archivesAt(props.taskId)} fallback={button({}, run.archive)}>{(at) => <UndoArchive taskId={props.taskId} at={at()} />}</Show>;
            if (name !== "sync") return button({}, run[name]);
            return <Menu label="Sync" items={syncMenu} trigger={(menu) => button(menu, () => menu.onClick())} />;
          }}
        </For>
        <Show when={endedAs()}>{(status) => <span class="rail-ended">{TASK_STATUS[status()]}</span>}</Show>
        <span class="rail-space" />
        <IconButton icon="panel-right-close" label="Hide the details" kbd="]" onClick={() => toggle("right")} />
      </div>
      <Show when={problem()}>
        {(problem) => (
          <Notice tone="danger" onClose={() => setProblem(undefined)}>
            {problem().detail} <TraceLink trace={traceOf(problem())} />
          </Notice>
        )}
      </Show>
      <Operation operation={git()?.operation} login={(userId) => organization.member(userId)?.login} onAbort={run.abortSync} />
      <Show when={dialog() === "publish" && record()}>
        {(task) => <PublishDialog organizationId={props.organizationId} task={task()} open onClose={() => setDialog(undefined)} />}
      </Show>
      <Show when={dialog() === "merge" && task()}>
        {(task) => <MergeDialog organizationId={props.organizationId} task={task()} git={git()?.status ?? undefined} open onClose={() => setDialog(undefined)} />}
      </Show>
    </header>
  );
}

function UndoArchive(props: { taskId: string; at: number }): JSX.Element {
  const left = () => Math.max(0, Math.ceil((props.at - everySecond()) / 1_000));
  return (
    <ActionButton
      icon="archive-restore"
      label={`Undo (${left()})`}
      about="The task is being archived; this takes it back"
      onClick={() => undoArchive(props.taskId)}
    />
  );
}
