// Archiving is final, so it begins a few seconds after it was asked for: until then it can be taken back.
import { createSignal } from "solid-js";

import { request } from "../client";
import { toast, toastProblem } from "../ui";

/** In milliseconds. */
export const UNDO_FOR = 6_000;

interface Pending {
  organizationId: string;
  taskId: string;
  /** In milliseconds since 1970. */
  at: number;
  timer: ReturnType<typeof setTimeout>;
  closeToast: () => void;
}

const [pending, setPending] = createSignal<readonly Pending[]>([]);

const find = (taskId: string): Pending | undefined => pending().find((one) => one.taskId === taskId);

/** When the task will be archived, in milliseconds since 1970; undefined when that is not asked for. */
export const archivesAt = (taskId: string): number | undefined => find(taskId)?.at;

/** Archives a task soon. */
export function archiveSoon(organizationId: string, taskId: string, title: string): void {
  if (find(taskId)) return;
  const undo = { label: "Undo", run: () => undoArchive(taskId) };
  const closeToast = toast({ text: `“${title}” is being archived`, action: undo, lasts: UNDO_FOR });
  const timer = setTimeout(() => begin(taskId), UNDO_FOR);
  setPending((all) => [...all, { organizationId, taskId, at: Date.now() + UNDO_FOR, timer, closeToast }]);
}

export function undoArchive(taskId: string): void {
  const known = find(taskId);
  if (!known) return;
  clearTimeout(known.timer);
  known.closeToast();
  setPending((all) => all.filter((one) => one !== known));
}

function begin(taskId: string): void {
  const known = find(taskId);
  if (!known) return;
  undoArchive(taskId);
  const { organizationId } = known;
  request("task.archive", [organizationId, taskId], {}).catch((thrown: unknown) => {
    toastProblem("The task was not archived", thrown, () => archiveSoon(organizationId, taskId, "The task"));
  });
}

// Whoever leaves the page does not take it back any more.
window.addEventListener("pagehide", () => {
  for (const { taskId } of pending()) begin(taskId);
});
