// How the checks of a task's pull request stand, as a small mark beside its number. Never by colour alone.
import { inNumbers, type Verdict } from "../checks/summary";
import type { IconName } from "../ui";
import type { TaskSummary } from "../wire";

export interface CheckMark {
  icon: IconName;
  verdict: Verdict;
  /** In words. */
  label: string;
  /** How many passed of how many: `2/3`. */
  count: string;
}

const ICONS: Record<Verdict, IconName> = { good: "check", waiting: "circle-dot", problem: "x", unknown: "circle-dashed" };

/** None where nobody waits for checks any more, and while GitHub has not said anything of them. */
export function checkMark({ checks, pullRequest }: Pick<TaskSummary, "checks" | "pullRequest">): CheckMark | undefined {
  const isOpen = pullRequest?.state === "open" || pullRequest?.state === "draft";
  if (!checks || !isOpen) return undefined;
  const { verdict, text } = inNumbers(checks);
  const { failed, open, passed } = checks;
  return { icon: ICONS[verdict], verdict, label: text, count: `${passed}/${failed + open + passed}` };
}
