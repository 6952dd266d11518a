import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { repositoryPage } from "../app";
import { request } from "../client";
import { openNewTask } from "../new-task/open";
import { Age, attempt, Avatar, Icon, IconButton, openMenu, toast } from "../ui";
import { useSidebar } from "./state";

/** One repository's heading: folds its tasks, starts a new one, is dragged to another place. */
export function RepositoryRow(props: { repositoryId: string; id: string; rowKey: string; isFocused: boolean }) {
  const sidebar = useSidebar();
  const navigate = useNavigate();
  const repository = () => sidebar.organization.repository(props.repositoryId);
  const count = () => sidebar.count(props.repositoryId);
  const isCollapsed = () => sidebar.isCollapsed(props.repositoryId);
  const name = () => shortName(repository()?.fullName ?? "", sidebar.organizationId());
  const reload = () =>
    attempt("The repository is not read again", async () => {
      await request("githubData.reloadRepository", [sidebar.organizationId()], { repositoryId: props.repositoryId });
      toast({ text: `${name()} is being read again` });
    });
  const newTask = () => openNewTask({ repositoryId: props.repositoryId });
  const menu = (event: MouseEvent) =>
    openMenu(event, `Actions for ${name()}`, [
      { label: "New task here", icon: "plus", onSelect: newTask },
      { label: "Open the repository", icon: "folder-git-2", onSelect: () => navigate(repositoryPage(sidebar.organizationId(), props.repositoryId)) },
      { label: "Read it again from GitHub", icon: "refresh-cw", onSelect: () => void reload() },
      "separator",
      { label: isCollapsed() ? "Unfold" : "Fold", icon: "chevrons-up-down", onSelect: () => sidebar.collapse(props.repositoryId, !isCollapsed()) },
      { label: "Fold all repositories", icon: "chevrons-down-up", onSelect: () => sidebar.collapseAll(true) },
      { label: "Unfold all repositories", icon: "chevrons-up-down", onSelect: () => sidebar.collapseAll(false) },
      {
        label: "Sort its tasks by activity again",
        icon: "clock",
        reason: sidebar.hasArrangedTasks(props.repositoryId) ? undefined : "They are already",
        onSelect: () => sidebar.sortTasks(props.repositoryId),
      },
      {
        label: "Sort repositories by activity again",
        icon: "clock",
        reason: sidebar.isArranged() ? undefined : "They are already",
        onSelect: () => sidebar.sortRepositories(),
      },
    ]);
  return (
    <div
      id={props.id}
      class="sidebar-repository"
      role="treeitem"
      data-key={props.rowKey}
      aria-level={1}
      aria-expanded={!isCollapsed()}
      aria-selected={false}
      data-repository={props.repositoryId}
      data-movable={props.repositoryId}
      tabIndex={props.isFocused ? 0 : -1}
      onContextMenu={menu}
    >
      <span class="sidebar-glyph">
        <Avatar name={name()} size={14} shape="square" />
        <Icon name={isCollapsed() ? "chevron-right" : "chevron-down"} />
      </span>
      <span class="sidebar-repository-name truncate">{name()}</span>
      <Show when={isCollapsed() && count() > 0}>
        <span class="sidebar-count">{count()}</span>
        <Age at={sidebar.latest(props.repositoryId)} class="sidebar-age" />
      </Show>
      <IconButton
        icon="plus"
        label={`New task in ${name()}`}
        size={22}
        class="sidebar-add"
        tabIndex={-1}
        onClick={(event) => (event.stopPropagation(), newTask())}
      />
    </div>
  );
}

/** `acme/web` is `web` within acme. */
const shortName = (fullName: string, organizationId: string): string => {
  const [owner, name] = fullName.split("/");
  return owner?.toLowerCase() === organizationId && name ? name : fullName;
};
