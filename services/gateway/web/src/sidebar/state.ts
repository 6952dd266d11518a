// What the sidebar's parts share: the views, what is unread, how it is arranged.
import { useNavigate, useParams } from "@solidjs/router";
import { createContext, createDeferred, createMemo, createSignal, useContext } from "solid-js";
import { patch, request, useMe, useOrganization } from "../client";
import { taskPage } from "../app";
import { useSeen } from "../presence";
import { attempt } from "../ui";
import type { Sidebar } from "../wire";
import { useAttention } from "./attention";
import { held, isEnded, type Movable, movable, moved, rows, type Row, shared, withOrder } from "./model";

const EMPTY: Sidebar = { order: [], collapsed: [], tasks: [] };

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

  const [isPointed, setPointed] = createSignal(false);
  let arranged: string | undefined;

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
    // Whoever arranges it wants to see that at once.
    const isSame = arranged === (arranged = [arrangement()?.order, arrangement()?.tasks].join());
    return shared(before, isPointed() && isSame ? held(before, now) : now);
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

  const isOf = (taskId: string, repositoryId: string) => organization.task(taskId)?.repositoryId === repositoryId;
  /** Those among which it has its place, as they stand. None while only some are shown. */
  const peers = ({ kind, id }: Movable): string[] => {
    if (filter().trim() !== "") return [];
    const repositoryId = organization.task(id)?.repositoryId;
    return shown().flatMap((row) => {
      const one = movable(row);
      return one?.kind === kind && (kind === "repository" || (repositoryId && isOf(one.id, repositoryId))) ? [one.id] : [];
    });
  };

  const arrange = (change: (now: Sidebar) => Sidebar) => {
    const { order, collapsed, tasks } = arrangement() ?? EMPTY;
    const next = change({ order: [...order], collapsed: [...collapsed], tasks: [...tasks] });
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
    /** A pointer is over the rows: what changes meanwhile stays where it is. */
    setPointed,
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
        ...now,
        collapsed: [...now.collapsed.filter((id) => id !== repositoryId), ...(is ? [repositoryId] : [])],
      }));
    },
    collapseAll(is: boolean) {
      arrange((now) => ({ ...now, collapsed: is ? organization.plainRepositories().map((one) => one.repositoryId) : [] }));
    },
    peers,
    /** Puts it before another one of its kind; `undefined`: last. */
    place(one: Movable, before: string | undefined) {
      const order = peers(one);
      const next = moved(order, one.id, before);
      if (next.every((id, at) => id === order[at])) return;
      arrange((now) => (one.kind === "repository" ? { ...now, order: next } : { ...now, tasks: withOrder(next, now.tasks) }));
    },
    sortRepositories: () => arrange((now) => ({ ...now, order: [] })),
    sortTasks: (repositoryId: string) => arrange((now) => ({ ...now, tasks: now.tasks.filter((id) => !isOf(id, repositoryId)) })),
    isArranged: () => (arrangement()?.order.length ?? 0) > 0,
    hasArrangedTasks: (repositoryId: string) => arrangement()?.tasks.some((id) => isOf(id, repositoryId)) ?? false,
  };
}

export type SidebarState = ReturnType<typeof createSidebar>;

export const SidebarContext = createContext<SidebarState>();

export function useSidebar(): SidebarState {
  const state = useContext(SidebarContext);
  if (!state) throw new Error("This is a part of the sidebar, and stands in it alone");
  return state;
}
