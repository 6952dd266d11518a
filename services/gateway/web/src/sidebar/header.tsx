import { createEffect, Match, Show, Switch } from "solid-js";
import { connection } from "../client";
import { openNewTask } from "../new-task/open";
import { runCommand } from "../palette/commands";
import { isSidebarOpen, togglePanel } from "../app";
import { Icon, IconButton, Spinner } from "../ui";
import { useSidebar } from "./state";

/** Above the tasks: what is done with all of them, and the filter. */
export function Header(props: { isFiltering: boolean; setFiltering(is: boolean): void }) {
  const sidebar = useSidebar();
  return (
    <header class="sidebar-header">
      <Show
        when={props.isFiltering}
        fallback={
          <>
            <h2 class="truncate">Tasks</h2>
            <IconButton icon="search" label="Filter" kbd="/" onClick={() => props.setFiltering(true)} />
            <IconButton icon="command" label="Find anything" kbd="mod+K" onClick={() => runCommand("palette.open")} />
            <IconButton
              icon="square-pen"
              label="New task"
              kbd="C"
              reason={sidebar.organization.plainRepositories().length === 0 ? "There is no repository to work on" : undefined}
              onClick={() => openNewTask()}
            />
            <IconButton
              icon={isSidebarOpen() ? "panel-left-close" : "panel-left-open"}
              label={isSidebarOpen() ? "Hide the sidebar" : "Keep the sidebar"}
              kbd="["
              onClick={() => togglePanel("left")}
            />
          </>
        }
      >
        <FilterField close={() => props.setFiltering(false)} />
      </Show>
    </header>
  );
}

function FilterField(props: { close(): void }) {
  const sidebar = useSidebar();
  const before = document.activeElement;
  const leave = () => {
    sidebar.setFilter("");
    props.close();
    // Back to where one was, or to what opens it.
    const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
    (isThere ? before : document.querySelector<HTMLElement>(".sidebar-header button"))?.focus();
  };
  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") leave();
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    const first = document.querySelector<HTMLElement>(".sidebar-tree .sidebar-task");
    if (event.key === "Enter") first?.click();
    first?.focus();
  };
  return (
    <div class="sidebar-filter">
      <Icon name="search" />
      <input
        ref={(input) => createEffect(() => input.focus())}
        type="text"
        aria-label="Filter tasks"
        placeholder="Title, branch, #pull request, @owner"
        value={sidebar.filter()}
        spellcheck={false}
        on:keydown={key}
        onInput={(event) => sidebar.setFilter(event.currentTarget.value)}
        onBlur={() => sidebar.filter() === "" && props.close()}
      />
      <IconButton icon="x" label="Clear the filter" size={22} onClick={leave} />
    </div>
  );
}

/** Below the header: a sync that runs or has failed, a topic that cannot be followed. */
export function Notices() {
  const sidebar = useSidebar();
  const github = () => sidebar.organization.github();
  const share = () => {
    const { processedRepositoryCount: done = 0, totalRepositoryCount: all = 0 } = github() ?? {};
    return all > 0 ? ` ${done} of ${all}` : "";
  };
  return (
    <Switch>
      <Match when={sidebar.organization.topic.problem()}>
        {(problem) => (
          <p class="sidebar-notice sidebar-notice-danger" role="alert">
            <Icon name="circle-alert" />
            {problem().message}
          </p>
        )}
      </Match>
      <Match when={github()?.syncStatus === "syncing"}>
        <p class="sidebar-notice" role="status">
          <Spinner size={11} />
          Syncing with GitHub{share()}
        </p>
      </Match>
      <Match when={github()?.syncStatus === "error"}>
        <p class="sidebar-notice sidebar-notice-danger" role="status">
          <Icon name="circle-alert" />
          The last sync failed
        </p>
      </Match>
      <Match when={sidebar.organization.topic.status() === "stale" && connection.state() !== "live"}>
        <p class="sidebar-notice" role="status">
          <Icon name="cloud-off" />
          As it was when the connection was lost
        </p>
      </Match>
    </Switch>
  );
}
