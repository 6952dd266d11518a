/** An organization with no task open: how its sync stands, the first steps, and the way to a first task. */

import { useSearchParams } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { shape, showPane } from "../app/panels";
import { useOrganization } from "../client";
import { openNewTask } from "../new-task/open";
import { plural } from "../pages";
import { Button, Empty, Notice, Skeleton } from "../ui";
import { FirstRun } from "./FirstRun";
import { attention } from "./model";
import { SyncPanel } from "./SyncPanel";
import { SyncWarning } from "./SyncWarning";
import "./sync.css";

export function Home(props: { organizationId: string }) {
  const organization = useOrganization(() => props.organizationId);
  const [search, setSearch] = useSearchParams();
  const github = () => organization.github();
  /** Nothing complete was read yet; a later sync keeps what is known, and takes nobody's page away. */
  const isFirst = () => {
    const known = github();
    return known !== undefined && (known.lastSyncAt ?? undefined) === undefined;
  };
  const needs = () => {
    const known = github();
    return known && attention(known);
  };
  const untouched = () => organization.plainTasks().filter((task) => !task.materialised).length;
  return (
    <div class="sync-home">
      <Show when={search["installation"]}>
        {(came) => (
          <Notice
            tone={came() === "done" ? "info" : "warning"}
            onClose={() => setSearch({ installation: undefined }, { replace: true })}
          >
            {came() === "done"
              ? "You are back from GitHub. What was installed shows here as soon as GitHub has told of it; its sync begins by itself."
              : "GitHub sent you here, but not from an installation that was begun in this browser, so nothing was done. If you have installed the App, its webhook brings it here."}
          </Notice>
        )}
      </Show>
      <Switch fallback={<Skeleton label="Loading the organization" lines={4} />}>
        <Match when={isFirst() || organization.topic.problem()}>
          <SyncPanel organizationId={props.organizationId} compact />
        </Match>
        <Match when={organization.plainRepositories().length === 0 && needs()}>
          <SyncPanel organizationId={props.organizationId} compact />
        </Match>
        <Match when={github()}>
          <Empty
            icon="git-branch"
            title={organization.plainTasks().length > 0 ? "Pick a task, or begin one" : "Begin the first task"}
            action={
              <>
                <Show when={shape() === "single" && organization.plainTasks().length > 0}>
                  <Button icon="list" onClick={() => showPane("tasks")}>
                    Show the tasks
                  </Button>
                </Show>
                <Button
                  kind="primary"
                  icon="plus"
                  kbd="C"
                  reason={organization.plainRepositories().length === 0 ? "There is no repository to work on" : undefined}
                  onClick={() => openNewTask()}
                >
                  New task
                </Button>
              </>
            }
          >
            <Show
              when={organization.plainRepositories().length > 0}
              fallback="No repository was read. Give the GitHub App access to one, then sync."
            >
              {plural(organization.plainTasks().length, "task")} on {plural(organization.plainRepositories().length, "repository", "repositories")}
              <Show when={untouched() > 0}>
                ; {untouched() === organization.plainTasks().length ? "all" : untouched()} of them are pull requests that nobody has worked on here
              </Show>
              .
            </Show>
          </Empty>
        </Match>
      </Switch>
      <Show when={!isFirst() && !needs() && github()?.syncStatus === "error"}>
        <SyncPanel organizationId={props.organizationId} compact />
      </Show>
      <FirstRun organizationId={props.organizationId} />
      <Show when={!isFirst() && organization.repositories().length > 0}>
        <SyncWarning organizationId={props.organizationId} />
      </Show>
    </div>
  );
}
