// Why a task needs somebody: pure.
import type { TaskSummary } from "../wire";
import { checkMark } from "./checks";
import { isEnded } from "./model";

export interface About {
  isMine: boolean;
  /** Something was said in it that this person has not read. */
  isUnread: boolean;
  /** An agent has asked something, and waits. */
  isWaiting: boolean;
}

/** In words, what matters most first; undefined when it does not need this person. */
export function need(task: TaskSummary, { isMine, isUnread, isWaiting }: About): string | undefined {
  if (isEnded(task)) return undefined;
  if (isMine && isWaiting) return "An agent waits for an answer";
  if (isMine && task.status === "error") return "The last turn failed";
  const checks = isMine ? checkMark(task) : undefined;
  if (checks?.verdict === "problem") return checks.label;
  return isUnread ? "There is something new to read" : undefined;
}
