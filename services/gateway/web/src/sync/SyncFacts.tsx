import { Show } from "solid-js";
import { everyMinute, everySecond } from "../client";
import { Ago, plural } from "../pages";
import { Failures } from "./Failures";
import { type GithubState, limitedUntil, waitsBecause } from "./model";
import "./sync.css";
import { moment, Notice } from "../ui";

/** What is known around a sync: when the last one was, GitHub's allowance, webhooks, and what could not be read. */
export function SyncFacts(props: {
  organizationId: string;
  github: GithubState;
  lastWebhookAt?: number | null;
  lastWebhookEvent?: string | null;
  counts?: { repositories: number; members: number; tasks: number; real: number };
}) {
  const limit = () => props.github.rateLimit;
  const waits = () => limitedUntil(props.github, everySecond());
  return (
    <>
      <Show when={!waits() && props.github.waitsUntil}>
        {(at) => (
          <Notice tone="warning">
            {waitsBecause(props.github)}. The sync goes on by itself at {moment(at(), everyMinute())}.
          </Notice>
        )}
      </Show>
      <Show when={waits()}>
        {(at) => (
          <Notice tone="warning">GitHub’s allowance is used up until {moment(at(), everyMinute())}. The sync goes on by itself then.</Notice>
        )}
      </Show>
      <dl class="sync-facts">
        <div>
          <dt>Account</dt>
          <dd class="mono">{props.github.connectedAccount}</dd>
        </div>
        <div>
          <dt>Last complete sync</dt>
          <dd>
            <Show when={props.github.lastSyncAt} fallback="none yet">
              {(at) => (
                <>
                  <Ago at={at()} /> · number {props.github.syncGeneration}
                </>
              )}
            </Show>
          </dd>
        </div>
        <Show when={props.github.nextSyncAt}>
          {(at) => (
            <div>
              <dt>Read again by itself</dt>
              <dd>{moment(at(), everyMinute())}</dd>
            </div>
          )}
        </Show>
        <div>
          <dt>Last webhook</dt>
          <dd>
            <Show when={props.lastWebhookAt} fallback="none yet">
              {(at) => (
                <>
                  <Ago at={at()} /> · <span class="mono">{props.lastWebhookEvent}</span>
                </>
              )}
            </Show>
          </dd>
        </div>
        <Show when={limit()}>
          {(known) => (
            <div>
              <dt>GitHub’s allowance</dt>
              <dd class="tabular">
                {known().remaining.toLocaleString("en")} of {known().limit.toLocaleString("en")} left
              </dd>
            </div>
          )}
        </Show>
        <Show when={props.counts}>
          {(counts) => (
            <div>
              <dt>Known here</dt>
              <dd class="tabular">
                {plural(counts().repositories, "repository", "repositories")} · {plural(counts().members, "member")} ·{" "}
                {plural(counts().tasks, "task")}
                <Show when={counts().tasks > 0}>, {counts().real === counts().tasks ? "all" : counts().real} worked on here</Show>
              </dd>
            </div>
          )}
        </Show>
      </dl>
      <Show when={props.github.failures.length > 0}>
        <Failures organizationId={props.organizationId} failures={props.github.failures} />
      </Show>
    </>
  );
}
