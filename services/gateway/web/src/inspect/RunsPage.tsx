/** What workflow runs are under way, or failed, over all tasks and sandboxes of the organization. */

import { useSearchParams } from "@solidjs/router";
import { createMemo, For, Match, Show, Switch } from "solid-js";
import { useOrganization } from "../client";
import { Failed, NoLongerFresh, Page } from "../pages";
import { Button, Empty, Notice, Skeleton } from "../ui";
import { kindFacts, taskIdOf } from "./actors";
import { RowList } from "./RowList";
import { readRunFilters, type RunFilters, type Standing, writeRunFilters } from "./run-filters";
import { RunRow } from "./RunRow";
import type { RunLine } from "./runs";
import { RunsTools } from "./RunsTools";
import { useOpened } from "./use-opened";
import { type Runs, useRuns } from "./use-runs";
import "./inspect.css";
import "./runs.css";

export function RunsPage(props: { organizationId: string }) {
  const [search, setSearch] = useSearchParams();
  const organization = useOrganization(() => props.organizationId);
  const filters = createMemo(() => readRunFilters(search), undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  const set = (change: Partial<RunFilters>) => setSearch(writeRunFilters({ ...filters(), ...change }), { replace: true });
  const runs = useRuns(() => props.organizationId, filters);
  const { opened, toggle } = useOpened();
  const titleOf = (line: RunLine) => {
    const taskId = taskIdOf(line.actor);
    return taskId === undefined ? undefined : organization.task(taskId)?.title;
  };
  return (
    <Page
      wide
      title="Runs"
      about="Workflows of all tasks and sandboxes and of the organization itself, newest first. One that has ended is kept for 30 days."
      tools={<RunsTools organizationId={props.organizationId} filters={filters()} workflows={runs.workflows()} set={set} />}
    >
      <div class="runs">
        <Troubles runs={runs} />
        <Switch>
          <Match when={!runs.isRead()}>
            <Skeleton label="Reading the runs" lines={10} />
          </Match>
          <Match when={runs.lines().length === 0 && runs.problem()}>
            {(problem) => <Failed what="The runs could not be read" problem={problem()} retry={runs.read} />}
          </Match>
          <Match when={runs.lines().length === 0}>
            <Nothing filters={filters()} isWhole={runs.missing().length === 0} clear={() => set({ standing: "all", workflow: "" })} />
          </Match>
          <Match when={true}>
            <div class="runs-table">
              <div class="runs-line runs-names" aria-hidden="true">
                <span>Workflow</span>
                <span>Actor</span>
                <span>Status</span>
                <span>Step</span>
                <span>Began</span>
                <span>Time</span>
                <span>Trace</span>
              </div>
              <RowList
                rows={runs.lines()}
                source={runs}
                opened={(id) => opened().has(id)}
                toggle={toggle}
                row={(line, place) => (
                  <RunRow organizationId={props.organizationId} line={line()} title={titleOf(line())} place={place} changed={runs.read} />
                )}
              />
            </div>
          </Match>
        </Switch>
      </div>
    </Page>
  );
}

/** What could not be read: of all services, of some, or of what is older. */
function Troubles(props: { runs: Runs }) {
  return (
    <>
      <Show when={props.runs.lines().length > 0 && props.runs.problem()}>
        {(problem) => <NoLongerFresh problem={problem()} read={props.runs.read} />}
      </Show>
      <Show when={!props.runs.problem()}>
        <For each={props.runs.missing()}>
          {(kind) => (
            <Notice
              tone="warning"
              action={
                <Button size="small" onClick={props.runs.read}>
                  Try again
                </Button>
              }
            >
              The runs of “{kindFacts(kind)?.name}” could not be read: {props.runs.why(kind)}
            </Notice>
          )}
        </For>
      </Show>
      <Show when={props.runs.olderProblem()}>{(problem) => <Notice tone="warning">Older runs could not be read: {problem().detail}</Notice>}</Show>
    </>
  );
}

const NOTHING: Record<Standing, [title: string, about: string]> = {
  all: ["No workflow has run here", "Syncs, sandboxes and turns of agents are workflows: they appear here as they begin."],
  active: ["Nothing is under way", "What begins appears here, and leaves when it has ended."],
  failed: ["Nothing has failed", "A run that fails from now on appears here, with its reason."],
};

/** `isWhole`: every service has answered. */
function Nothing(props: { filters: RunFilters; isWhole: boolean; clear: () => void }) {
  const says = () => NOTHING[props.filters.standing];
  const isFiltered = () => props.filters.standing !== "all" || props.filters.workflow !== "";
  return (
    <Empty
      icon={props.isWhole && props.filters.standing === "failed" ? "circle-check" : "workflow"}
      title={props.isWhole ? says()[0] : "Nothing, of those that answered"}
      action={
        <Show when={isFiltered()}>
          <Button onClick={() => props.clear()}>Show all runs</Button>
        </Show>
      }
    >
      <Show when={props.filters.workflow !== ""}>Of the workflow {props.filters.workflow}. </Show>
      {says()[1]}
    </Empty>
  );
}
