/** What the palette finds: tasks, repositories, people, pages and commands, each with a text to be found by. Pure. */

import type { components } from "../wire";
import type { IconName } from "../ui";
import type { Scope } from "./ask";
import type { PageCommand } from "./commands";
import { keysOf } from "./keymap";
import type { Rankable } from "./rank";

type TaskSummary = components["schemas"]["TaskSummary"];
type RepositorySummary = components["schemas"]["RepositorySummary"];
type Member = components["schemas"]["Member"];
type Session = components["schemas"]["Session"];

export interface Entry extends Rankable {
  sort: "command" | "task" | "session" | "repository" | "member" | "file";
  title: string;
  hint: string;
  icon: IconName;
  /** Where it leads; a command runs instead, a member narrows the question. */
  href?: string;
  keys?: string;
  unavailable?: string;
  /** Whether it answers a question that begins with `#`. */
  hasPullRequest?: boolean;
}

export function taskEntry(organizationId: string, task: TaskSummary): Entry {
  const pullRequest = task.pullRequest ? `#${task.pullRequest.number}` : "";
  return {
    sort: "task",
    id: `task:${task.taskId}`,
    title: task.title,
    titleLength: task.title.length,
    hint: [task.repositoryName, task.branch, pullRequest, task.owner?.login].filter((part) => part).join(" · "),
    text: `${task.title} ${task.repositoryName} ${task.branch} ${pullRequest} ${task.owner?.login ?? ""}`,
    icon: task.pullRequest ? "git-pull-request" : "git-branch",
    href: `/organizations/${organizationId}/tasks/${task.taskId}`,
    hasPullRequest: task.pullRequest !== null && task.pullRequest !== undefined,
  };
}

/** A session of the task that is open. */
export function sessionEntry(organizationId: string, taskId: string, session: Session): Entry {
  return {
    sort: "session",
    id: `session:${session.sessionId}`,
    title: session.name,
    titleLength: session.name.length,
    hint: ["Session of this task", session.agent].filter((part) => part).join(" · "),
    text: `${session.name} session ${session.agent ?? ""}`,
    icon: "message-square",
    href: `/organizations/${organizationId}/tasks/${taskId}?sessionId=${session.sessionId}`,
  };
}

export function repositoryEntry(organizationId: string, repository: RepositorySummary): Entry {
  return {
    sort: "repository",
    id: `repository:${repository.repositoryId}`,
    title: repository.fullName,
    titleLength: repository.fullName.length,
    hint: "Repository",
    text: `${repository.fullName} repository`,
    icon: "folder-git-2",
    href: `/organizations/${organizationId}/repos/${repository.repositoryId}`,
  };
}

export function memberEntry(member: Member): Entry {
  const title = member.name ? `${member.login} · ${member.name}` : member.login;
  return {
    sort: "member",
    id: `member:${member.login}`,
    title,
    titleLength: title.length,
    hint: "Tasks they own",
    text: title,
    icon: "user",
  };
}

/** A file of the task that is open; its name is found before its folder. */
export function fileEntry(organizationId: string, taskId: string, path: string, sessionId?: string): Entry {
  const title = path.slice(path.lastIndexOf("/") + 1);
  return {
    sort: "file",
    id: `file:${taskId}:${path}`,
    title,
    titleLength: title.length,
    hint: path.slice(0, Math.max(0, path.length - title.length - 1)) || "The repository’s own folder",
    text: `${title} ${path}`,
    icon: "file",
    // Of ten thousand only the one that is opened is asked for it.
    get href() {
      const where = new URLSearchParams({ ...(sessionId && { sessionId }), rail: "files", file: path });
      return `/organizations/${organizationId}/tasks/${taskId}?${where}`;
    },
  };
}

export function commandEntry(command: PageCommand): Entry {
  const keys = keysOf(command.id);
  return {
    sort: "command",
    id: `command:${command.id}`,
    title: command.title,
    titleLength: command.title.length,
    hint: command.group,
    text: `${command.title} ${command.group} ${command.words ?? ""}`,
    icon: "command",
    keys,
    unavailable: command.unavailable?.(),
  };
}

export function inScope(entries: readonly Entry[], scope: Scope): Entry[] {
  switch (scope) {
    case "commands":
      return entries.filter((entry) => entry.sort === "command");
    case "pullRequests":
      return entries.filter((entry) => entry.hasPullRequest === true);
    case "members":
      return entries.filter((entry) => entry.sort === "member");
    default:
      return entries.filter((entry) => entry.sort !== "member");
  }
}
