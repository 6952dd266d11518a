import type { JSX } from "solid-js";

import { Badge, Icon, type IconName, Revealed, type Tone } from "../ui";
import type { PullRequest, PullRequestState } from "../wire";
import "./pull-request-head.css";

const STATES: Record<PullRequestState, { text: string; tone: Tone; icon: IconName }> = {
  open: { text: "open", tone: "success", icon: "git-pull-request" },
  draft: { text: "draft", tone: "plain", icon: "git-pull-request-draft" },
  closed: { text: "closed", tone: "danger", icon: "git-pull-request-closed" },
  merged: { text: "merged", tone: "accent", icon: "git-merge" },
};

/** A pull request in one line, which leads to it. */
export function PullRequestHead(props: { pullRequest: PullRequest }): JSX.Element {
  const state = () => STATES[props.pullRequest.state];
  return (
    <div class="pull-request-head">
      <Icon name={state().icon} label="Pull request" />
      <a class="link pull-request-title" href={props.pullRequest.url} target="_blank" rel="noopener noreferrer">
        <span class="mono">#{props.pullRequest.number}</span> <Revealed text={props.pullRequest.title} />
        {/* The icon stays with the last word. */}
        {"\u2060"}
        <Icon name="external-link" size={12} />
      </a>
      <Badge tone={state().tone}>{state().text}</Badge>
    </div>
  );
}
