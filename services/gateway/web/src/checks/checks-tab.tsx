import { For, Match, Show, Switch, type JSX } from "solid-js";

import { useGit } from "../changes/use-git";
import { useOrganization, useTask, useTaskOrLine } from "../client";
import { NoTask } from "../overview/no-task";
import { PullRequestHead } from "../overview/pull-request-head";
import type { PublishWay } from "../rail/header";
import { ReadAge } from "../rail/parts";
import type { Reading } from "../rail/reading";
import { Button, Empty, IconButton, Notice, Skeleton, TraceLink, traceOf } from "../ui";
import type { Checks as GithubSays, GitStatus } from "../wire";
import { CheckRow } from "./check-row";
import { Parts, Readiness } from "./readiness";
import { ReviewRow } from "./review-row";
import { inNumbers, plural, readiness } from "./summary";
import { useChecks } from "./use-checks";
import "./checks.css";

/** Checks and reviews of the task's pull request, and whether it can be merged. Asking GitHub needs no task that anybody acted on. */
export function Checks(props: { organizationId: string; taskId: string; publish?: PublishWay }): JSX.Element {
  const organization = useOrganization(() => props.organizationId);
  const { topic } = useTask(() => props.organizationId, () => props.taskId);
  const { git } = useGit(() => props.organizationId, () => props.taskId);
  const line = () => organization.task(props.taskId);
  const task = useTaskOrLine(() => props.organizationId, () => props.taskId);
  const reading = useChecks(props.organizationId, props.taskId, () => task()?.pullRequest?.updatedAt);
  return (
    <div class="checks">
      <Show when={task()} fallback={<NoTask problem={topic.problem()} isKnown={organization.topic.status() === "live" && topic.status() === "live"} />}>
        {(task) => (
          <Show when={task().pullRequest} fallback={<NoPullRequest publish={props.publish} />}>
            {(pullRequest) => (
              <>
                <PullRequestHead pullRequest={pullRequest()} />
                <Switch>
                  <Match when={reading.value()}>
                    {(checks) => <Read reading={reading} checks={checks()} git={git()?.status ?? undefined} taskId={props.taskId} />}
                  </Match>
                  <Match when={reading.problem()}>
                    {(problem) => (
                      <>
                        <Show when={line()?.checks}>{(totals) => <Parts parts={[inNumbers(totals())]} />}</Show>
                        <Empty icon="circle-alert" title="GitHub could not be asked" action={<Button onClick={reading.again}>Try again</Button>}>
                          {problem().detail} <TraceLink trace={traceOf(problem())} />
                        </Empty>
                      </>
                    )}
                  </Match>
                  <Match when={reading.isReading()}>
                    <Show when={line()?.checks}>{(totals) => <Parts parts={[inNumbers(totals())]} />}</Show>
                    <Skeleton lines={6} label="Loading checks" />
                  </Match>
                </Switch>
              </>
            )}
          </Show>
        )}
      </Show>
    </div>
  );
}

/** There are no checks yet: what brings them, or what is missing for that. */
function NoPullRequest(props: { publish?: PublishWay }): JSX.Element {
  const reason = () => props.publish?.reason();
  return (
    <Empty
      icon="git-pull-request"
      title="No pull request yet"
      action={
        <Button reason={reason()} onClick={() => props.publish?.open()}>
          Publish…
        </Button>
      }
    >
      Checks and reviews are seen here once the branch is published. {reason()}
    </Empty>
  );
}

/** GitHub may let a pull request be merged of which people would say that it is not ready. */
function Verdict(props: { checks: GithubSays; git?: GitStatus }): JSX.Element {
  const isInTrouble = () => readiness(props.checks, props.git).some(({ verdict }) => verdict === "problem");
  return (
    <Show when={props.checks.merge.isReady} fallback={<h3>Not ready to merge</h3>}>
      <Show when={isInTrouble()} fallback={<h3 class="verdict-good">Ready to merge</h3>}>
        <h3 class="verdict-waiting">Can be merged</h3>
      </Show>
    </Show>
  );
}

function Read(props: { reading: Reading<GithubSays>; checks: GithubSays; git?: GitStatus; taskId: string }): JSX.Element {
  return (
    <>
      <header class="checks-head">
        <Verdict checks={props.checks} git={props.git} />
        <ReadAge at={props.checks.readAt} />
        <IconButton icon="refresh-cw" label="Ask GitHub again" busy={props.reading.isReading()} onClick={props.reading.again} />
      </header>
      <p class="checks-reason">{props.checks.merge.reason}</p>
      <Show when={props.reading.problem()}>
        {(problem) => <Notice tone="warning">{`What is shown may be old. ${problem().detail}`}</Notice>}
      </Show>
      <Readiness checks={props.checks} git={props.git} />
      <Show when={props.checks.checks.length > 0}>
        <h3 class="checks-title">Checks</h3>
        <ul class="checks-list">
          <For each={props.checks.checks}>{(check) => <CheckRow check={check} taskId={props.taskId} />}</For>
        </ul>
        <Show when={props.checks.moreChecks > 0}>
          <p class="checks-reason">{plural(props.checks.moreChecks, "more check")}; see them on GitHub.</p>
        </Show>
      </Show>
      <h3 class="checks-title">Reviews</h3>
      <Show when={props.checks.reviews.length + props.checks.requestedReviewers.length > 0} fallback={<p class="checks-reason">Nobody has reviewed it, and nobody was asked to.</p>}>
        <ul class="checks-list">
          <For each={props.checks.reviews}>{(review) => <ReviewRow review={review} />}</For>
          <For each={props.checks.requestedReviewers}>{(login) => <ReviewRow login={login} />}</For>
        </ul>
      </Show>
    </>
  );
}
