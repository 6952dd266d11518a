// An archived task cannot be opened again, so for a few seconds the archiving itself can be taken back.
import { patch, request } from "../client";
import { toast, toastProblem } from "../ui";
import type { TaskSummary } from "../wire";

/** How long it can be taken back, in milliseconds. */
const UNDO = 6_000;

/** Shows the task as archived, and archives it unless somebody takes that back. Leaving the page does not take it back. */
export function archiveSoon(organizationId: string, task: TaskSummary): void {
  const { taskId, title } = task;
  const shown = patch<TaskSummary>(`organization.${organizationId}`, `organization.${organizationId}.task.${taskId}`, (before) => ({
    ...before,
    status: "archived",
  }));
  const run = () => {
    stop();
    request("task.archive", [organizationId, taskId], {}, { optimistic: () => shown }).catch((thrown: unknown) =>
      toastProblem(`“${title}” was not archived`, thrown),
    );
  };
  const timer = setTimeout(run, UNDO);
  const stop = () => {
    clearTimeout(timer);
    window.removeEventListener("pagehide", run);
  };
  window.addEventListener("pagehide", run);
  const undo = () => (stop(), shown.undo());
  toast({ text: "Archived", detail: `“${title}” and its sandbox end now. What was not pushed is kept.`, action: { label: "Undo", run: undo }, lasts: UNDO });
}
