// Those who have a task open are told when its sandbox is about to rest or end, wherever on the page they are.
import { createEffect, createMemo, on, onCleanup } from "solid-js";

import { everySecond, useSandbox } from "../client";
import { toast } from "../ui";
import { warning } from "./ends";
import { extend } from "./sandbox-actions";

/** One notice ten minutes before and one two minutes before; each goes when it is no longer so. */
export function warnOfEnd(organizationId: () => string, taskId: () => string): void {
  const { sandbox } = useSandbox(organizationId, taskId);
  const due = createMemo(() => warning(sandbox(), everySecond()), undefined, { equals: (one, other) => one?.text === other?.text });
  createEffect(
    on([due, organizationId, taskId], ([told, organization, task]) => {
      if (!told) return;
      const action = { label: "Keep for an hour", run: () => void extend(organization, task) };
      onCleanup(toast({ kind: told.isLast ? "danger" : "warning", text: told.text, detail: told.detail, action, lasts: 0 }));
    }),
  );
}
