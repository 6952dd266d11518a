// What the sidebar's parts share: the views, what is unread, how it is arranged.
import { useNavigate, useParams } from "@solidjs/router";
import { createContext, createDeferred, createMemo, createSignal, useContext } from "solid-js";
import { patch, request, useMe, useOrganization } from "../client";
import { taskPage } from "../app";
import { useSeen } from "../presence";
import { attempt } from "../ui";
import type { Sidebar } from "../wire";
import { useAttention } from "./attention";
import { isEnded, rows, type Row, shared } from "./model";

const EMPTY: Sidebar = { order: [], collapsed: [] };

export function createSidebar() {
  const params = useParams<{ organizationId: string; taskId?: string }>();
  const navigate = useNavigate();
  const organizationId = () => params.organizationId;
  const organization = useOrganization(organizationId);
  const me = useMe();
  const [filter, setFilter] = createSignal("");
  // What is typed is shown at once; thousands of tasks are searched when the browser has time.
  const searched = createDeferred(filter, { timeoutMs: 120 });
  const [isArchivedOpen, setArchivedOpen] = createSignal(false);
  /** The task that is renamed in place. */
  const [renamed, setRenamed] = createSignal<string>();

  const overlay = (taskId: string) => me.overlay(organizationId(), taskId);
  const { isUnread, isWaiting, why } = useAttention();
  const arrangement = () => me.sidebar(organizationId());

  const shown = createMemo<Row[]>((before) => {
    // Thousands of tasks come in pages; they are put in order once.
    if (organization.topic.status() === "loading") return before;
    const now = rows({
      repositories: organization.plainRepositories(),
      tasks: organization.plainTasks(),
      arrangement: arrangement(),
      filter: searched(),
      needsYou: (task) => why(task) !== undefined,
      isArchivedOpen: isArchivedOpen(),
    });
    return shared(before, now);
  }, []);

  const counts = createMemo(() => {
    const counts = new Map<string, { tasks: number; latest: number }>();
    for (const task of organization.plainTasks()) {
      if (isEnded(task)) continue;
      const { tasks, latest } = counts.get(task.repositoryId) ?? { tasks: 0, latest: 0 };
      counts.set(task.repositoryId, { tasks: tasks + 1, latest: Math.max(latest, task.updatedAt) });
    }
    return counts;
  });

  const arrange = (change: (now: Sidebar) => Sidebar) => {
    const next = change(arrangement() ?? EMPTY);
    const key = me.key(`sidebar.${organizationId()}`);
    void attempt("The sidebar was not arranged", () =>
      request("user.arrangeSidebar", ["me"], { organizationId: organizationId(), ...next }, { optimistic: () => patch("user.me", key, () => next, EMPTY) }),
    );
  };

  return {
    organizationId,
    organization,
    me,
    rows: shown,
    filter,
    setFilter,
    isArchivedOpen,
    setArchivedOpen,
    renamed,
    setRenamed,
    overlay,
    /** How many open tasks a repository has, and when one of them last changed. */
    count: (repositoryId: string) => counts().get(repositoryId)?.tasks ?? 0,
    latest: (repositoryId: string) => counts().get(repositoryId)?.latest ?? 0,
    isUnread,
    isWaiting,
    /** Who else is at a task. */
    seen: useSeen(organizationId),
    openTask: () => params.taskId,
    open: (taskId: string) => navigate(taskPage(organizationId(), taskId)),
    isCollapsed: (repositoryId: string) => filter().trim() === "" && (arrangement()?.collapsed.includes(repositoryId) ?? false),
    collapse(repositoryId: string, is: boolean) {
      arrange((now) => ({
        order: [...now.order],
        collapsed: [...now.collapsed.filter((id) => id !== repositoryId), ...(is ? [repositoryId] : [])],
      }));
    },
    collapseAll(is: boolean) {
      arrange((now) => ({ order: [...now.order], collapsed: is ? organization.plainRepositories().map((one) => one.repositoryId) : [] }));
    },
    reorder: (order: string[]) => arrange((now) => ({ order, collapsed: [...now.collapsed] })),
    isArranged: () => (arrangement()?.order.length ?? 0) > 0,
  };
}

export type SidebarState = ReturnType<typeof createSidebar>;

export const SidebarContext = createContext<SidebarState>();

export function useSidebar(): SidebarState {
  const state = useContext(SidebarContext);
  if (!state) throw new Error("This is a part of the sidebar, and stands in it alone");
  return state;
}
