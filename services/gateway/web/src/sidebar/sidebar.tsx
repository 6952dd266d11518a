import { createSignal, Match, Switch } from "solid-js";
import { registerCommands } from "../palette/commands";
import { Button, Empty, Skeleton } from "../ui";
import { Footer } from "./footer";
import { Header, Notices } from "./header";
import { createSidebar, SidebarContext } from "./state";
import { TasksTree } from "./tasks-tree";
import "./sidebar.css";

/** All tasks of the address's organization. */
export function Sidebar() {
  const sidebar = createSidebar();
  const [isFiltering, setFiltering] = createSignal(false);
  const tasks = () => sidebar.rows().flatMap((row) => (row.kind === "task" ? [row.taskId] : []));
  const step = (by: 1 | -1) => {
    const all = tasks();
    const at = all.indexOf(sidebar.openTask() ?? "");
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) sidebar.open(next);
  };
  registerCommands(() => [
    { id: "sidebar.filter", title: "Filter the sidebar", group: "Sidebar", run: () => setFiltering(true) },
    { id: "sidebar.next", title: "Next task", group: "Sidebar", run: () => step(1) },
    { id: "sidebar.previous", title: "Previous task", group: "Sidebar", run: () => step(-1) },
  ]);
  const isEmpty = () => sidebar.rows().length === 0;
  return (
    <SidebarContext.Provider value={sidebar}>
      <div class="sidebar">
        <Header isFiltering={isFiltering()} setFiltering={setFiltering} />
        <Notices />
        <Switch fallback={<TasksTree />}>
          <Match when={sidebar.organization.topic.status() === "loading"}>
            <Skeleton lines={9} label="Loading tasks" />
          </Match>
          <Match when={isEmpty() && sidebar.filter() !== ""}>
            <Empty icon="search" title="No task fits" action={<Button onClick={() => (sidebar.setFilter(""), setFiltering(false))}>Clear the filter</Button>} />
          </Match>
          <Match when={isEmpty()}>
            <Empty icon="folder-git-2" title="No repositories yet">
              They come with the first sync, as soon as the GitHub App is installed.
            </Empty>
          </Match>
        </Switch>
        <Footer />
      </div>
    </SidebarContext.Provider>
  );
}
