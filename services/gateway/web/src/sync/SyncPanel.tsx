/** Where the organization stands with GitHub, with what can be done about it. `compact`: for the workspace's middle. */

import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { type OrganizationViews, Problem, useOrganization } from "../client";
import { inspectHref } from "../inspect/actors";
import { Badge, Button, Empty, type IconName, Notice, Skeleton, type Tone } from "../ui";
import { installHref, startSync } from "./actions";
import { attention, type GithubState, statusWords } from "./model";
import { SyncFacts } from "./SyncFacts";
import { SyncHistory } from "./SyncHistory";
import { SyncTrack } from "./SyncTrack";
import "./sync.css";

export function SyncPanel(props: { organizationId: string; compact?: boolean }) {
  const organization = useOrganization(() => props.organizationId);
  return (
    <Switch fallback={<Skeleton label="Asking how the sync stands" lines={4} />}>
      <Match when={organization.topic.problem()}>{(problem) => <Notice tone="danger">{problem().message}</Notice>}</Match>
      <Match when={organization.github()}>
        {(github) => (
          <Show
            when={props.compact}
            fallback={<Whole organizationId={props.organizationId} github={github()} organization={organization} />}
          >
            <Compact organizationId={props.organizationId} github={github()} />
          </Show>
        )}
      </Match>
      <Match when={organization.topic.status() === "live"}>
        <Empty icon="cloud-off" title="Nothing is known of this organization yet">
          GitHub has not been asked. It is looked up when a member signs in.
        </Empty>
      </Match>
    </Switch>
  );
}

function Whole(props: { organizationId: string; github: GithubState; organization: OrganizationViews }) {
  const counts = () => ({
    repositories: props.organization.plainRepositories().length,
    members: props.organization.members().length,
    tasks: props.organization.plainTasks().length,
    real: props.organization.plainTasks().filter((task) => task.materialised).length,
  });
  return (
    <div class="sync-panel">
      <div class="sync-head">
        <Status github={props.github} />
        <div class="sync-actions">
          <A class="link" href={inspectHref(props.organizationId, { kind: "githubData", key: props.organizationId })}>
            Its history
          </A>
          <Actions organizationId={props.organizationId} github={props.github} />
        </div>
      </div>
      <Show when={!attention(props.github)}>
        <SyncTrack github={props.github} />
      </Show>
      <SyncFacts
        organizationId={props.organizationId}
        github={props.github}
        counts={counts()}
        lastWebhookAt={props.organization.profile()?.lastWebhookAt}
        lastWebhookEvent={props.organization.profile()?.lastWebhookEvent}
      />
      <SyncHistory organizationId={props.organizationId} after={props.github.syncGeneration} />
    </div>
  );
}

/** What fits where a workspace has no task to show. */
function Compact(props: { organizationId: string; github: GithubState }) {
  return (
    <section class="sync-compact" aria-label="Sync with GitHub">
      <h2>{props.github.syncStatus === "syncing" ? `Importing from @${props.github.connectedAccount}` : statusWords(props.github)}</h2>
      <p class="sync-label" role="status">
        {attention(props.github)
          ? `Without it, Foundry sees no repository, hears of no pull request, and agents cannot push.${props.github.lastSyncAt ? " What was done here is kept." : ""}`
          : props.github.lastSyncLabel}
      </p>
      <Show when={props.github.syncStatus === "syncing"}>
        <SyncTrack github={props.github} />
      </Show>
      <Show when={props.github.syncStatus !== "syncing"}>
        <Actions organizationId={props.organizationId} github={props.github} />
      </Show>
    </section>
  );
}

const LOOKS: Record<GithubState["syncStatus"] | "waits" | "needs", { tone: Tone; icon: IconName }> = {
  error: { tone: "danger", icon: "circle-x" },
  synced: { tone: "success", icon: "circle-check" },
  syncing: { tone: "info", icon: "refresh-cw" },
  pending: { tone: "plain", icon: "circle-dashed" },
  waits: { tone: "warning", icon: "hourglass" },
  needs: { tone: "warning", icon: "triangle-alert" },
};

function Status(props: { github: GithubState }) {
  const waits = () => props.github.syncStatus === "syncing" && props.github.waitsUntil;
  const look = () => LOOKS[attention(props.github) ? "needs" : waits() ? "waits" : props.github.syncStatus];
  return (
    <div>
      <Badge tone={look().tone} icon={look().icon}>
        {statusWords(props.github)}
      </Badge>
      <Show when={!waits()}>
        <p class="sync-label" role="status">
          {props.github.lastSyncLabel}
        </p>
      </Show>
    </div>
  );
}

function Actions(props: { organizationId: string; github: GithubState }) {
  const [isBusy, setBusy] = createSignal(false);
  const [says, setSays] = createSignal<string>();
  const needs = () => attention(props.github);
  async function sync() {
    setBusy(true);
    const began = await startSync(props.organizationId);
    setSays(began instanceof Problem ? began.detail : began.joined ? "One was under way already; another follows it." : undefined);
    setBusy(false);
  }
  return (
    <>
      <Show when={needs()}>
        {(what) => (
          <a class="button button-primary button-normal" href={installHref(props.organizationId)} rel="external">
            {what() === "install" ? "Install the GitHub App" : "Reconnect the GitHub App"}
          </a>
        )}
      </Show>
      <Show when={!needs()}>
        <Button icon="refresh-cw" busy={isBusy()} onClick={() => void sync()}>
          {props.github.syncStatus === "error" ? "Try again" : props.github.syncStatus === "syncing" ? "Sync once more" : "Sync now"}
        </Button>
      </Show>
      <Show when={says()}>
        {(said) => (
          <p class="sync-says" role="status">
            {said()}
          </p>
        )}
      </Show>
    </>
  );
}
