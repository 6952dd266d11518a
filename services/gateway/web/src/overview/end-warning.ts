// Those who have a task open are told when its sandbox is about to rest or end, wherever on the page they are.
import { createEffect, createMemo, on, onCleanup } from "solid-js";

import { everySecond, useSandbox } from "../client";
import { toast } from "../ui";
import { warning } from "./ends";
import { extend, isToHear } from "./sandbox-actions";

/** One notice ten minutes before and one two minutes before; each goes when it is no longer so. */
export function warnOfEnd(organizationId: () => string, taskId: () => string): void {
  const { sandbox } = useSandbox(organizationId, taskId);
  const due = createMemo(() => warning(sandbox(), everySecond()), undefined, { equals: (one, other) => one?.text === other?.text });
  createEffect(
    on([due, organizationId, taskId], ([told, organization, task]) => {
      if (!told) return;
      const action = { label: "Keep for an hour", run: () => void extend(organization, task) };
      // The last one stays until somebody has seen it.
      const [kind, lasts] = told.isLast ? (["danger", 0] as const) : (["warning", 30_000] as const);
      onCleanup(toast({ kind, text: told.text, detail: told.detail, action, lasts }));
    }),
  );
  // Whoever has asked for it may be where its card is not.
  createEffect(
    on(
      () => sandbox()?.extension?.error,
      (detail) => {
        const [organization, task] = [organizationId(), taskId()];
        const run = () => void extend(organization, task);
        const action = { label: "Try again", run };
        if (detail && isToHear(task)) toast({ kind: "danger", text: "The sandbox is not kept for longer", detail, action });
      },
      { defer: true },
    ),
  );
}
