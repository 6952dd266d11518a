import { createSignal, Show, type JSX } from "solid-js";

import { request } from "../client";
import { attempt, Button, confirm, Notice } from "../ui";
import type { ChangedFile, DiffScope, GitOperation } from "../wire";
import { SCOPES } from "./changes";

const TO: Record<DiffScope, string> = {
  sinceBase: "as it is in the base branch",
  sinceLastTurn: "as it was when the newest turn began",
  uncommitted: "as it was last committed",
};

/** Asks, and puts a file back. What is overwritten is kept, and can be brought back. */
export async function revert(organizationId: string, taskId: string, file: ChangedFile, scope: DiffScope): Promise<void> {
  const isNew = file.change === "untracked" || (file.change === "added" && scope === "sinceBase");
  const isSure = await confirm({
    title: `Revert ${file.path}?`,
    about: isNew
      ? "The file is removed. It can be brought back afterwards."
      : `The file becomes ${TO[scope]} (${SCOPES[scope].name.toLowerCase()}). What is overwritten can be brought back afterwards.`,
    action: "Revert",
    danger: true,
  });
  if (!isSure) return;
  const { path, oldPath } = file;
  await attempt(`${path} was not reverted`, () => request("sandbox.revertFile", [organizationId, taskId], { path, oldPath, scope }));
}

/** After a revert: what came of it, and the way back. */
export function RevertNotice(props: { organizationId: string; taskId: string; operation?: GitOperation }): JSX.Element {
  const [dismissed, setDismissed] = createSignal<string>();
  const [isUndoing, setUndoing] = createSignal(false);
  const shown = () => {
    const { operation } = props;
    const isAbout = operation?.kind === "revert" || operation?.kind === "undoRevert";
    return isAbout && operation.operationId !== dismissed() ? operation : undefined;
  };
  const undo = async (operationId: string): Promise<void> => {
    setUndoing(true);
    await attempt("The revert was not undone", () => request("sandbox.undoRevert", [props.organizationId, props.taskId], { operationId }));
    setUndoing(false);
  };
  return (
    <Show when={shown()}>
      {(operation) => (
        <Notice
          tone={operation().status === "failed" ? "danger" : "info"}
          action={
            <Show when={operation().kind === "revert" && operation().status === "done"}>
              <Button size="small" busy={isUndoing()} onClick={() => void undo(operation().operationId)}>
                Undo
              </Button>
            </Show>
          }
          onClose={operation().status === "running" ? undefined : () => setDismissed(operation().operationId)}
        >
          {operation().message}
        </Notice>
      )}
    </Show>
  );
}
