import { Show, type JSX } from "solid-js";

import { Readiness } from "../checks/readiness";
import { useChecks } from "../checks/use-checks";
import { Badge, Icon, type IconName, type Tone } from "../ui";
import type { GitStatus, PullRequest, PullRequestState } from "../wire";

const STATES: Record<PullRequestState, { text: string; tone: Tone; icon: IconName }> = {
  open: { text: "open", tone: "success", icon: "git-pull-request" },
  draft: { text: "draft", tone: "plain", icon: "git-pull-request-draft" },
  closed: { text: "closed", tone: "danger", icon: "git-pull-request-closed" },
  merged: { text: "merged", tone: "accent", icon: "git-merge" },
};

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
  const state = () => STATES[props.pullRequest.state];
  return (
    <div class="pull-request">
      <div class="pull-request-head">
        <Icon name={state().icon} label="Pull request" />
        <a class="link pull-request-title" href={props.pullRequest.url} target="_blank" rel="noopener noreferrer">
          <span class="mono">#{props.pullRequest.number}</span> {props.pullRequest.title}
          <Icon name="external-link" size={12} />
        </a>
        <Badge tone={state().tone}>
          {state().text}
        </Badge>
      </div>
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
