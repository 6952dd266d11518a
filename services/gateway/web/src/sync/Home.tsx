/** An organization with no task open: how its sync stands, the first steps, and the way to a first task. */

import { Match, Show, Switch } from "solid-js";
import { useOrganization } from "../client";
import { openNewTask } from "../new-task/open";
import { Button, Empty, Skeleton } from "../ui";
import { FirstRun } from "./FirstRun";
import { SyncPanel } from "./SyncPanel";
import { SyncWarning } from "./SyncWarning";
import "./sync.css";

export function Home(props: { organizationId: string }) {
  const organization = useOrganization(() => props.organizationId);
  const status = () => organization.github()?.syncStatus;
  const virtual = () => organization.tasks().filter((task) => !task.materialised).length;
  return (
    <div class="sync-home">
      <Switch fallback={<Skeleton label="Loading the organization" lines={4} />}>
        <Match when={status() === "pending" || status() === "syncing" || status() === "error" || organization.topic.problem()}>
          <SyncPanel organizationId={props.organizationId} compact />
        </Match>
        <Match when={status() === "synced"}>
          <Empty
            icon="git-branch"
            title={organization.tasks().length > 0 ? "Pick a task, or begin one" : "Begin the first task"}
            action={
              <Button kind="primary" icon="plus" kbd="C" disabled={organization.repositories().length === 0} tip={organization.repositories().length === 0 ? "There is no repository to work on" : undefined} onClick={() => openNewTask()}>
                New task
              </Button>
            }
          >
            <Show when={organization.repositories().length > 0} fallback="No repository was read. Give the GitHub App access to one, then sync.">
              {organization.tasks().length} tasks on {organization.repositories().length} repositories
              <Show when={virtual() > 0}>; {virtual()} of them are pull requests that nobody has acted on here. They stay virtual until somebody does</Show>.
            </Show>
          </Empty>
        </Match>
      </Switch>
      <FirstRun organizationId={props.organizationId} />
      <SyncWarning organizationId={props.organizationId} />
    </div>
  );
}
