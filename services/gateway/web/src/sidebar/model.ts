// What stands in the sidebar, in which order: pure.
import type { RepositorySummary, Sidebar, TaskSummary } from "../wire";

/** One line. Its key tells it from all others: a task that needs somebody stands in two places. */
export type Row =
  | { kind: "group"; key: string; group: "needs" | "archived"; count: number }
  | { kind: "repository"; key: string; repositoryId: string }
  | { kind: "task"; key: string; taskId: string }
  | { kind: "none"; key: string; repositoryId: string };

/** What is moved to another place: a repository among all, or a task among its repository's. */
export interface Movable {
  kind: "repository" | "task";
  id: string;
}

/** What of a row can be moved: a task has its place in its repository, not in a group of all. */
export function movable(row: Row): Movable | undefined {
  if (row.kind === "repository") return { kind: "repository", id: row.repositoryId };
  return row.kind === "task" && row.key.startsWith("open ") ? { kind: "task", id: row.taskId } : undefined;
}

export interface Shown {
  repositories: readonly RepositorySummary[];
  tasks: readonly TaskSummary[];
  arrangement: Sidebar | undefined;
  /** What is searched for; everything without. */
  filter: string;
  needsYou(task: TaskSummary): boolean;
  isArchivedOpen: boolean;
}

/** So many tasks in an order of their own are kept for a person. */
const MOST_IN_ORDER = 1_000;

const ENDED = new Set<TaskSummary["status"]>(["archived", "killed"]);
export const isEnded = (task: TaskSummary): boolean => ENDED.has(task.status);

/** When something last happened to a task: GitHub may know of newer things than we do. */
const changedAt = (task: TaskSummary): number => Math.max(task.updatedAt, task.pullRequest?.updatedAt ?? 0);

function newestFirst(tasks: readonly TaskSummary[]): TaskSummary[] {
  const dated = tasks.map((task) => ({ task, at: changedAt(task) }));
  dated.sort((one, other) => other.at - one.at || (one.task.taskId < other.task.taskId ? -1 : 1));
  return dated.map(({ task }) => task);
}

export function rows(shown: Shown): Row[] {
  const isFiltered = shown.filter.trim() !== "";
  const matching = isFiltered ? shown.tasks.filter(matches(shown.filter)) : shown.tasks;
  const open = newestFirst(matching.filter((task) => !isEnded(task)));
  const ended = newestFirst(matching.filter(isEnded));
  const needing = open.filter(shown.needsYou);
  const byRepository = grouped(open);
  const collapsed = new Set(isFiltered ? [] : shown.arrangement?.collapsed);
  const own = places(shown.arrangement?.tasks ?? []);
  const repositories = ordered(shown.repositories, byRepository, shown.arrangement?.order ?? []).filter(
    (one) => !isFiltered || byRepository.has(one.repositoryId),
  );
  return [
    ...(needing.length > 0 ? [group("needs", needing.length), ...needing.map((task) => taskRow("needs", task))] : []),
    ...repositories.flatMap((one): Row[] => [
      { kind: "repository", key: `repository ${one.repositoryId}`, repositoryId: one.repositoryId },
      ...(collapsed.has(one.repositoryId) ? [] : arranged(byRepository.get(one.repositoryId) ?? [], own).map((task) => taskRow("open", task))),
    ]),
    ...(ended.length > 0 ? [group("archived", ended.length)] : []),
    ...(shown.isArchivedOpen || (isFiltered && ended.length > 0) ? ended.map((task) => taskRow("ended", task)) : []),
  ];
}

function grouped(tasks: readonly TaskSummary[]): Map<string, TaskSummary[]> {
  const groups = new Map<string, TaskSummary[]>();
  for (const task of tasks) {
    const group = groups.get(task.repositoryId);
    if (group) group.push(task);
    else groups.set(task.repositoryId, [task]);
  }
  return groups;
}

const group = (group: "needs" | "archived", count: number): Row => ({ kind: "group", key: `group ${group} ${count}`, group, count });
const taskRow = (place: string, { taskId }: TaskSummary): Row => ({ kind: "task", key: `${place} ${taskId}`, taskId });

const places = (order: readonly string[]) => new Map(order.map((id, place) => [id, place]));

/** A repository's tasks: those without a place are newer than the person's order, so they stand on top. */
function arranged(tasks: readonly TaskSummary[], own: ReadonlyMap<string, number>): readonly TaskSummary[] {
  const placed = tasks.flatMap((task) => {
    const place = own.get(task.taskId);
    return place === undefined ? [] : [{ task, place }];
  });
  if (placed.length === 0) return tasks;
  placed.sort((one, other) => one.place - other.place);
  return [...tasks.filter(({ taskId }) => !own.has(taskId)), ...placed.map(({ task }) => task)];
}

/** The person's own order of tasks with these in a new one; what was put in order long ago is forgotten first. */
export const withOrder = (order: readonly string[], now: readonly string[]): string[] =>
  [...order, ...now.filter((id) => !order.includes(id))].slice(0, MOST_IN_ORDER);

/** By the person's own order; then those with tasks, newest change first; then by name. */
export function ordered(
  repositories: readonly RepositorySummary[],
  open: ReadonlyMap<string, readonly TaskSummary[]>,
  order: readonly string[],
): RepositorySummary[] {
  const own = places(order);
  const latest = (id: string) => {
    const newest = open.get(id)?.[0];
    return newest ? changedAt(newest) : -1;
  };
  const place = (id: string) => own.get(id) ?? Number.MAX_SAFE_INTEGER;
  return repositories.toSorted(
    (one, other) =>
      place(one.repositoryId) - place(other.repositoryId) ||
      latest(other.repositoryId) - latest(one.repositoryId) ||
      one.fullName.localeCompare(other.fullName),
  );
}

/** Whether each word stands somewhere in what a row shows: title, branch, repository, owner, `#12`. */
export function matches(filter: string): (task: TaskSummary) => boolean {
  const words = filter.toLowerCase().trim().split(/\s+/);
  return (task) => {
    const number = task.pullRequest ? `#${task.pullRequest.number}` : "";
    const text = `${task.title} ${task.branch} ${task.repositoryName} ${task.owner ? `@${task.owner.login}` : ""} ${number}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** The order after one was moved before another; `undefined`: to the end. */
export function moved(order: readonly string[], id: string, before: string | undefined): string[] {
  if (id === before) return [...order];
  const others = order.filter((other) => other !== id);
  const at = before === undefined ? others.length : others.indexOf(before);
  return others.toSpliced(at < 0 ? others.length : at, 0, id);
}

/** The rows in the order in which they stand, if they are the same ones: nothing is to move from under a pointer. */
export function held(before: readonly Row[], now: Row[]): Row[] {
  if (before.length !== now.length) return now;
  const byKey = new Map(now.map((row) => [row.key, row]));
  const rows = before.flatMap(({ key }) => byKey.get(key) ?? []);
  return rows.length === now.length ? rows : now;
}

/** The rows, with those that were there before as the same objects, so that they are not drawn again. */
export function shared(before: readonly Row[], now: Row[]): Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const rows = now.map((row) => known.get(row.key) ?? row);
  return rows.length === before.length && rows.every((row, at) => row === before[at]) ? (before as Row[]) : rows;
}
