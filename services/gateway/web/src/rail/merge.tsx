import { createSignal, For, Show, type JSX } from "solid-js";

import { Readiness } from "../checks/readiness";
import { useChecks } from "../checks/use-checks";
import { request } from "../client";
import { createAsking } from "../pages/attempts";
import { Button, Dialog, Notice, Skeleton } from "../ui";
import type { GitStatus, MergeMethod, TaskRecord, TaskSummary } from "../wire";

const METHODS: Record<MergeMethod, { name: string; about: string }> = {
  squash: { name: "Squash", about: "all in one commit" },
  merge: { name: "Merge commit", about: "its commits stay as they are" },
  rebase: { name: "Rebase", about: "each commit again, on top of the base" },
};

/** How the pull request is merged, and whether anything is in the way. */
export function MergeDialog(props: { organizationId: string; task: TaskRecord | TaskSummary; git?: GitStatus; open: boolean; onClose: () => void }): JSX.Element {
  const [method, setMethod] = createSignal<MergeMethod>("squash");
  const asking = createAsking(() => props.onClose());
  const checks = useChecks(props.organizationId, props.task.taskId, () => props.task.pullRequest?.updatedAt);
  const merge = (): Promise<void> => asking.ask("merge", () => request("sandbox.mergePullRequest", [props.organizationId, props.task.taskId], { method: method() }));
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={`Merge #${props.task.pullRequest?.number} into ${props.task.pullRequest?.baseBranch}`}
      about="It is merged at GitHub, as you."
      actions={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" icon="git-merge" busy={asking.isBusy("merge")} autofocus onClick={() => void merge()}>
            Merge
          </Button>
        </>
      }
    >
      <Show when={asking.says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
      <Show when={checks.value()} fallback={<Show when={checks.problem()} fallback={<Skeleton lines={1} />}>{(problem) => <Notice tone="warning">{problem().detail}</Notice>}</Show>}>
        {(checks) => (
          <>
            <Readiness checks={checks()} git={props.git} />
            <Show when={!checks().merge.isReady}>
              <Notice tone="warning">{checks().merge.reason}</Notice>
            </Show>
          </>
        )}
      </Show>
      <fieldset class="merge-methods">
        <legend class="field-label">How</legend>
        <For each={Object.keys(METHODS) as MergeMethod[]}>
          {(value) => (
            <label class="merge-method">
              <input type="radio" name="merge-method" checked={method() === value} onChange={() => setMethod(value)} />
              <span>{METHODS[value].name}</span>
              <span class="merge-about">{METHODS[value].about}</span>
            </label>
          )}
        </For>
      </fieldset>
    </Dialog>
  );
}
