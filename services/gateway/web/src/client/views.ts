// What pages read of the topics, by name and with types.
import { createMemo, getOwner, runWithOwner } from "solid-js";
import type { App, Member, OrganizationSummary, RepositorySummary, Sidebar, SandboxRecord, TaskOverlay, TaskRecord, TaskSummary } from "../wire";
import { follow, type Topic } from "./topics";

/** The values of a topic whose keys begin so. */
function family<T>(topic: Topic, prefix: () => string): () => T[] {
  return lazily(() => {
    const begins = prefix();
    return topic.keys().filter((key) => key.startsWith(begins)).map((key) => topic.value(key) as T);
  });
}

/** A memo that nothing is spent on until somebody reads it. */
function lazily<T>(compute: () => T): () => T {
  const owner = getOwner();
  let memo: (() => T) | undefined;
  return () => {
    memo ??= runWithOwner(owner, () => createMemo(compute));
    return memo ? memo() : compute();
  };
}

export interface OrganizationViews {
  topic: Topic;
  /** Its profile and how it stands with GitHub. */
  profile(): OrganizationSummary | undefined;
  github(): OrganizationSummary["github"] | undefined;
  repositories(): RepositorySummary[];
  tasks(): TaskSummary[];
  members(): Member[];
  /** All tasks as plain objects, anew at each change of any: for what puts them in order or counts them. */
  plainTasks(): readonly TaskSummary[];
  /** The same of the repositories. */
  plainRepositories(): readonly RepositorySummary[];
  task(taskId: string): TaskSummary | undefined;
  member(userId: string): Member | undefined;
  repository(repositoryId: string): RepositorySummary | undefined;
}

/** Everything that the sidebar shows of an organization. */
export function useOrganization(id: () => string | undefined): OrganizationViews {
  const topic = follow(() => id() && `organization.${id()}`);
  const value = <T>(rest: string) => topic.value(`organization.${id()}.${rest}`) as T | undefined;
  const profile = () => value<OrganizationSummary>("profile");
  return {
    topic,
    profile,
    github: () => profile()?.github,
    repositories: family<RepositorySummary>(topic, () => `organization.${id()}.repository.`),
    tasks: family<TaskSummary>(topic, () => `organization.${id()}.task.`),
    members: family<Member>(topic, () => `organization.${id()}.member.`),
    plainTasks: lazily(() => topic.plain(`organization.${id()}.task.`) as TaskSummary[]),
    plainRepositories: lazily(() => topic.plain(`organization.${id()}.repository.`) as RepositorySummary[]),
    task: (taskId) => value<TaskSummary>(`task.${taskId}`),
    member: (userId) => value<Member>(`member.${userId}`),
    repository: (repositoryId) => value<RepositorySummary>(`repository.${repositoryId}`),
  };
}

/** A task that somebody has acted on; nothing for a virtual one. */
export function useTask(organizationId: () => string, taskId: () => string | undefined) {
  const name = () => taskId() && `task.${organizationId()}.${taskId()}`;
  const topic = follow(name);
  const record = () => topic.value(name() ?? "") as TaskRecord | undefined;
  const session = (sessionId: string | undefined) => record()?.sessions?.find((session) => session.sessionId === sessionId);
  return { topic, record, sessions: () => record()?.sessions ?? [], session, queue: (sessionId: string) => session(sessionId)?.queue ?? [] };
}

/** A task as far as it is known: of a virtual one its line. */
export function useTaskOrLine(organizationId: () => string, taskId: () => string) {
  const organization = useOrganization(organizationId);
  const { record } = useTask(organizationId, taskId);
  return (): TaskRecord | TaskSummary | undefined => record() ?? organization.task(taskId());
}

/** Where a task's agents work; nothing for a task that never had a sandbox. */
export function useSandbox(organizationId: () => string, taskId: () => string | undefined) {
  const name = () => taskId() && `sandbox.${organizationId()}.${taskId()}`;
  const topic = follow(name);
  return { topic, sandbox: () => topic.value(name() ?? "") as SandboxRecord | undefined };
}

/** What is mine alone: account, organizations, unread marks, arrangement. */
export function useMe() {
  const topic = follow(() => "user.me");
  const own = createMemo(() => topic.keys().find((key) => key.endsWith(".app"))?.slice(0, -"app".length));
  const value = <T>(rest: string) => topic.value(`${own()}${rest}`) as T | undefined;
  return {
    topic,
    app: () => value<App>("app"),
    /** What one task is to me. */
    overlay: (organizationId: string, taskId: string) => value<TaskOverlay>(`task.${organizationId}.${taskId}`),
    sidebar: (organizationId: string) => value<Sidebar>(`sidebar.${organizationId}`),
    /** The tasks of an organization in which something is unread. */
    unread: (organizationId: string): Set<string> => {
      const overlays = topic.plain(`${own()}task.${organizationId}.`) as TaskOverlay[];
      return new Set(overlays.filter((overlay) => overlay.unreadSessionIds.length > 0).map(({ taskId }) => taskId));
    },
    /** The key of a view of mine, for `patch("user.me", …)`. */
    key: (rest: string) => `${own()}${rest}`,
  };
}
