import { Match, Show, Switch } from "solid-js";
import { taskPage } from "../app";
import { Faces } from "../presence";
import { archivesAt } from "../rail/archive";
import { Age, Icon, InlineEdit, openMenu, Revealed, Spinner } from "../ui";
import type { TaskSummary } from "../wire";
import { checkMark } from "./checks";
import { indicator } from "./indicator";
import { useSidebar } from "./state";
import { useTaskActions } from "./task-actions";

/**
 * One task: its state, title and age; who owns it, its pull request, and what it changes.
 * `movable`: its id, where it has a place of its own to be dragged from.
 */
export function TaskRow(props: { taskId: string; id: string; rowKey: string; movable?: string; isFocused: boolean }) {
  const sidebar = useSidebar();
  return (
    <Show when={sidebar.organization.task(props.taskId)}>
      {(task) => <Row task={task()} id={props.id} rowKey={props.rowKey} movable={props.movable} isFocused={props.isFocused} />}
    </Show>
  );
}

function Row(props: { task: TaskSummary; id: string; rowKey: string; movable?: string; isFocused: boolean }) {
  const sidebar = useSidebar();
  const actions = useTaskActions();
  const task = () => props.task;
  const isUnread = () => sidebar.isUnread(task().taskId);
  const isRenamed = () => sidebar.renamed() === props.id;
  const menu = (event: MouseEvent) => openMenu(event, `Actions for ${task().title}`, actions(task(), props.id));
  return (
    <a
      id={props.id}
      class="sidebar-task"
      classList={{ "sidebar-unread": isUnread(), "sidebar-virtual": !task().materialised }}
      href={taskPage(sidebar.organizationId(), task().taskId)}
      role="treeitem"
      data-key={props.rowKey}
      data-movable={props.movable}
      aria-level={2}
      aria-selected={sidebar.openTask() === task().taskId}
      aria-current={sidebar.openTask() === task().taskId ? "page" : undefined}
      tabIndex={props.isFocused ? 0 : -1}
      draggable={false}
      onContextMenu={menu}
      onDblClick={(event) => (event.preventDefault(), sidebar.setRenamed(props.id))}
    >
      <Mark task={task()} isUnread={isUnread()} />
      <span class="sidebar-lines">
        <span class="sidebar-line">
          <Show
            when={isRenamed()}
            fallback={
              <span class="sidebar-title truncate" data-tip-side="right" data-tip={task().title.length > 34 ? task().title : undefined}>
                <Revealed text={task().title} />
              </span>
            }
          >
            <InlineEdit
              label="Title of the task"
              value={task().title}
              onDone={(title) => (sidebar.setRenamed(undefined), title && actions.rename(task(), title))}
            />
          </Show>
          <Faces people={sidebar.seen(task().taskId)} size={14} most={2} />
          <Age at={task().updatedAt} class="sidebar-age" />
        </span>
        <Facts task={task()} />
      </span>
    </a>
  );
}

function Facts(props: { task: TaskSummary }) {
  return (
    <span class="sidebar-line sidebar-facts">
      <Show when={props.task.owner}>
        {(owner) => (
          <span class="sidebar-owner truncate" data-tip={`Owned by ${owner().login}`}>
            {owner().login}
          </span>
        )}
      </Show>
      <Show when={props.task.pullRequest}>
        {(pull) => (
          <span class="sidebar-pull" data-tip={`Pull request #${pull().number}, ${pull().state}: ${pull().headBranch}`}>
            <Show when={pull().state === "draft"}>
              <Icon name="git-pull-request-draft" size={11} label="Draft" />
            </Show>
            #{pull().number}
            <Show when={checkMark(props.task)}>
              {(mark) => (
                <span class={`sidebar-checks sidebar-checks-${mark().verdict}`} data-tip={mark().label}>
                  <Icon name={mark().icon} size={mark().verdict === "waiting" ? 10 : 12} label={mark().label} />
                </span>
              )}
            </Show>
          </span>
        )}
      </Show>
      <span class="sidebar-branch mono truncate">{props.task.branch}</span>
      <Changes task={props.task} />
    </span>
  );
}

/** What the branch changes, once its sandbox has told it. */
function Changes(props: { task: TaskSummary }) {
  return (
    <Show when={props.task.changes}>
      {(changes) => (
        <span class="sidebar-changes mono" role="img" aria-label={`${changes().added} lines added, ${changes().removed} removed`}>
          <span class="sidebar-added">+{changes().added}</span>
          <span class="sidebar-removed">−{changes().removed}</span>
        </span>
      )}
    </Show>
  );
}

function Mark(props: { task: TaskSummary; isUnread: boolean }) {
  const sidebar = useSidebar();
  const mark = () =>
    indicator(props.task, {
      isUnread: props.isUnread,
      isWaiting: sidebar.isWaiting(props.task.taskId),
      isLeaving: archivesAt(props.task.taskId) !== undefined,
    });
  return (
    <span class={`sidebar-mark sidebar-${mark().tone}`} data-tip={mark().label} role="img" aria-label={mark().label}>
      <Switch>
        <Match when={mark().shape === "spinner"}>
          <Spinner size={10} />
        </Match>
        <Match when={mark().shape === "dot"}>
          <span class="sidebar-dot" />
        </Match>
        <Match when={icon(mark().shape)}>{(name) => <Icon name={name()} size={13} />}</Match>
      </Switch>
    </span>
  );
}

const icon = (shape: ReturnType<typeof indicator>["shape"]) => (shape === "spinner" || shape === "dot" ? undefined : shape);
