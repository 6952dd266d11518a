import { Show, type JSX } from "solid-js";

import { Readiness } from "../checks/readiness";
import { useChecks } from "../checks/use-checks";
import type { GitStatus, PullRequest } from "../wire";
import { PullRequestHead } from "./pull-request-head";

export interface PullRequestRowProps {
  organizationId: string;
  taskId: string;
  pullRequest: PullRequest;
  git?: GitStatus;
  onChecks: () => void;
}

/** The task's pull request, and what keeps it from being merged. */
export function PullRequestRow(props: PullRequestRowProps): JSX.Element {
  const isOpen = () => props.pullRequest.state === "open" || props.pullRequest.state === "draft";
  const checks = useChecks(props.organizationId, props.taskId, () => (isOpen() ? props.pullRequest.updatedAt : undefined));
  return (
    <div class="pull-request">
      <PullRequestHead pullRequest={props.pullRequest} />
      <Show when={checks.value()}>
        {(value) => (
          <div class="pull-request-readiness">
            <Readiness checks={value()} git={props.git} />
            <button type="button" class="link pull-request-checks" onClick={props.onChecks}>
              Checks
            </button>
          </div>
        )}
      </Show>
      <Show when={!checks.value() && checks.problem()}>
        {(problem) => <p class="card-note">Its checks could not be read. {problem().detail}</p>}
      </Show>
    </div>
  );
}
