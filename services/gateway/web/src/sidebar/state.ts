// What the sidebar's parts share: the views, what is unread, how it is arranged.
import { useNavigate, useParams } from "@solidjs/router";
import { createContext, createEffect, createMemo, createSignal, onCleanup, useContext } from "solid-js";
import { patch, request, session, useMe, useOrganization } from "../client";
import { setNeedsYou, taskPage } from "../app";
import { attempt } from "../ui";
import type { Sidebar, TaskSummary } from "../wire";
import { rows, type Row, shared } from "./model";
import { createWaiting } from "./waiting";

const EMPTY: Sidebar = { order: [], collapsed: [] };

export function createSidebar() {
  const params = useParams<{ organizationId: string; taskId?: string }>();
  const navigate = useNavigate();
  const organizationId = () => params.organizationId;
  const organization = useOrganization(organizationId);
  const me = useMe();
  const [filter, setFilter] = createSignal("");
  const [isArchivedOpen, setArchivedOpen] = createSignal(false);
  /** The task that is renamed in place. */
  const [renamed, setRenamed] = createSignal<string>();

  const overlay = (taskId: string) => me.overlay(organizationId(), taskId);
  const isUnread = (taskId: string) => (overlay(taskId)?.unreadSessionIds.length ?? 0) > 0;
  const isWaiting = createWaiting(organizationId, organization.tasks);
  const isMine = (task: TaskSummary) => task.owner?.userId === session()?.userId;
  const needsYou = (task: TaskSummary) => isUnread(task.taskId) || (isMine(task) && (task.status === "error" || isWaiting(task.taskId)));
  const arrangement = () => me.sidebar(organizationId());

  const shown = createMemo<Row[]>((before) => {
    const now = rows({
      repositories: organization.repositories(),
      tasks: organization.tasks(),
      arrangement: arrangement(),
      filter: filter(),
      needsYou,
      isArchivedOpen: isArchivedOpen(),
    });
    return shared(before, now);
  }, []);

  createEffect(() => setNeedsYou(organization.tasks().filter(needsYou).length));
  onCleanup(() => setNeedsYou(0));

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
    isUnread,
    isWaiting,
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
      arrange((now) => ({ order: [...now.order], collapsed: is ? organization.repositories().map((one) => one.repositoryId) : [] }));
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
