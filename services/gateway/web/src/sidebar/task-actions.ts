// What can be done with a task from its row.
import { useNavigate } from "@solidjs/router";
import { inspectPage, taskPage } from "../app";
import { patch, query, request } from "../client";
import { renameTask } from "../overview/change-task";
import { archiveSoon } from "../rail/archive";
import { attempt, type MenuItem, toast } from "../ui";
import type { TaskOverlay, TaskSummary } from "../wire";
import { isEnded } from "./model";
import { askForOwner } from "./owner-dialog";
import { useSidebar } from "./state";

export function useTaskActions() {
  const sidebar = useSidebar();
  const navigate = useNavigate();
  const key = (task: TaskSummary) => [sidebar.organizationId(), task.taskId];

  const rename = ({ taskId }: TaskSummary, title: string) =>
    void attempt("The task was not renamed", () => renameTask(sidebar.organizationId(), taskId, title));

  /** A task without a session has nothing that could be unread. */
  const sessionToMark = async (task: TaskSummary): Promise<string | undefined> => {
    const chosen = sidebar.overlay(task.taskId)?.activeSessionId;
    return chosen ?? (await query("task.detail", key(task))).sessions?.[0]?.sessionId;
  };

  const setUnread = (task: TaskSummary, sessionId: string, unread: boolean) => {
    const view = sidebar.me.key(`task.${sidebar.organizationId()}.${task.taskId}`);
    const optimistic = () =>
      patch<TaskOverlay>("user.me", view, (before) => ({
        ...before,
        unreadSessionIds: [...before.unreadSessionIds.filter((id) => id !== sessionId), ...(unread ? [sessionId] : [])],
      }));
    const body = { organizationId: sidebar.organizationId(), taskId: task.taskId, sessionId, unread };
    return attempt("The mark was not changed", () => request("user.setUnread", ["me"], body, { optimistic }));
  };

  const toggleUnread = async (task: TaskSummary) => {
    const unread = [...(sidebar.overlay(task.taskId)?.unreadSessionIds ?? [])];
    if (unread.length > 0) {
      await Promise.all(unread.map((sessionId) => setUnread(task, sessionId, false)));
      return;
    }
    await attempt("The task was not marked", async () => {
      const sessionId = await sessionToMark(task);
      if (sessionId) await setUnread(task, sessionId, true);
      else toast({ text: "This task has no session yet, so there is nothing to read in it" });
    });
  };

  const copy = (what: string, text: string) =>
    void attempt(`The ${what} was not copied`, async () => {
      await navigator.clipboard.writeText(text);
      toast({ text: `The ${what} is copied`, lasts: 2_000 });
    });

  const items = (task: TaskSummary, rowId: string): MenuItem[] => {
    const pull = task.pullRequest;
    const over = isEnded(task) ? "The task has ended" : undefined;
    return [
      { label: "Rename", icon: "pencil", reason: over, onSelect: () => sidebar.setRenamed(rowId) },
      {
        label: sidebar.isUnread(task.taskId) ? "Mark as read" : "Mark as unread",
        icon: sidebar.isUnread(task.taskId) ? "check" : "circle-dot",
        reason: task.materialised ? undefined : "It has no session yet",
        onSelect: () => void toggleUnread(task),
      },
      { label: "Change owner", icon: "user-round-cog", reason: over, onSelect: () => askForOwner(sidebar.organizationId(), task) },
      "separator",
      {
        label: pull ? `Open pull request #${pull.number}` : "Open the pull request",
        icon: "external-link",
        reason: pull ? undefined : "There is none yet",
        onSelect: () => pull && window.open(pull.url, "_blank", "noopener"),
      },
      { label: "Copy branch", icon: "git-branch", onSelect: () => copy("branch", task.branch) },
      { label: "Copy link", icon: "link", onSelect: () => copy("link", location.origin + taskPage(sidebar.organizationId(), task.taskId)) },
      {
        label: "Open in inspector",
        icon: "waypoints",
        onSelect: () => navigate(inspectPage(sidebar.organizationId(), "task", key(task))),
      },
      "separator",
      {
        label: "Archive",
        icon: "archive",
        danger: true,
        reason: over,
        onSelect: () => archiveSoon(sidebar.organizationId(), task.taskId, task.title),
      },
    ];
  };
  return Object.assign(items, { rename, toggleUnread });
}
