// The mark before a task's title: what is true of it first counts. Never by colour alone.
import { TASK_STATUS } from "../overview/task-status";
import type { IconName } from "../ui";
import type { TaskSummary } from "../wire";
import { isEnded } from "./model";

export interface Indicator {
  /** `spinner` and `dot` are drawn, others are icons. */
  shape: "spinner" | "dot" | IconName;
  tone: "quiet" | "accent" | "success" | "danger" | "merged";
  /** In words. */
  label: string;
}

export interface Facts {
  isUnread?: boolean;
  /** An agent has asked something, and waits. */
  isWaiting?: boolean;
  /** It was asked for that the task is archived, and can still be taken back. */
  isLeaving?: boolean;
}

export function indicator(task: TaskSummary, { isUnread, isWaiting, isLeaving }: Facts): Indicator {
  if (isLeaving) return { shape: "spinner", tone: "quiet", label: "Being archived" };
  if (isEnded(task)) return { shape: "archive", tone: "quiet", label: TASK_STATUS[task.status] };
  if (isWaiting) return { shape: "hand", tone: "accent", label: "An agent waits for an answer" };
  if (task.status === "running") return { shape: "spinner", tone: "accent", label: "An agent is at work" };
  if (task.status === "error") return { shape: "circle-alert", tone: "danger", label: "The last turn failed" };
  if (isUnread) return { shape: "dot", tone: "accent", label: "Unread" };
  switch (task.pullRequest?.state) {
    case "open":
      return { shape: "git-pull-request-arrow", tone: "success", label: "Open pull request" };
    case "draft":
      return { shape: "git-pull-request-draft", tone: "quiet", label: "Draft pull request" };
    case "merged":
      return { shape: "git-merge", tone: "merged", label: "Merged" };
    case "closed":
      return { shape: "git-pull-request-closed", tone: "danger", label: "Pull request closed" };
    default:
      return { shape: "git-branch", tone: "quiet", label: task.materialised ? "No pull request yet" : "Nobody has worked on it yet" };
  }
}
