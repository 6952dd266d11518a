/** One repository: its branches with their tasks and pull requests. */

import { useParams, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { VList } from "virtua/solid";
import { Problem, request, useOrganization } from "../client";
import { openNewTask } from "../new-task/open";
import { Failed, Page, Segments } from "../pages";
import { Button, CopyButton, Empty, Icon, Notice, Skeleton } from "../ui";
import { BranchLine } from "./BranchLine";
import { branchRows, counts, type Filter, FILTER_NAMES, FILTERS, filterRows } from "./rows";
import { useRepository } from "./use-repository";
import "./repository.css";

export function RepositoryPage() {
  const params = useParams<{ organizationId: string; repositoryId: string }>();
  const [search, setSearch] = useSearchParams();
  const organization = useOrganization(() => params.organizationId);
  const line = () => organization.repository(params.repositoryId);
  const tasks = createMemo(() => organization.tasks().filter((task) => task.repositoryId === params.repositoryId));
  const newest = createMemo(() => tasks().reduce((at, task) => Math.max(at, task.updatedAt), 0));
  const read = useRepository(
    () => params.organizationId,
    () => params.repositoryId,
    newest,
  );
  const rows = createMemo(() => {
    const known = read.value();
    return branchRows({
      defaultBranch: known?.repository.defaultBranch ?? line()?.defaultBranch ?? "",
      branches: known?.branches ?? [],
      pullRequests: known?.pullRequests ?? [],
      tasks: tasks(),
    });
  });
  const filter = (): Filter => FILTERS.find((one) => one === search["filter"]) ?? "active";
  const words = () => (typeof search["q"] === "string" ? search["q"] : "");
  const found = createMemo(() => filterRows(rows(), filter(), words()));
  const counted = createMemo(() => counts(rows()));
  const name = () => line()?.fullName ?? read.value()?.repository.fullName;

  const [isReloading, setReloading] = createSignal(false);
  const [says, setSays] = createSignal<string>();
  async function reload() {
    setReloading(true);
    setSays(undefined);
    try {
      await request("githubData.reloadRepository", [params.organizationId], { repositoryId: params.repositoryId });
      read.again();
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    } finally {
      setReloading(false);
    }
  }

  return (
    <Page
      wide
      title={name() ?? "Repository"}
      about={
        <Show when={line() ?? read.value()?.repository}>
          {(repository) => (
            <span class="repository-about">
              <Show when={repository().private}>
                <span>
                  <Icon name="lock" size={12} /> private
                </span>
              </Show>
              <span>
                default <span class="mono">{repository().defaultBranch}</span>
              </span>
              <span class="mono truncate">{repository().cloneUrl}</span>
              <CopyButton text={repository().cloneUrl} label="Copy the clone address" />
            </span>
          )}
        </Show>
      }
      actions={
        <>
          <Button
            icon="refresh-cw"
            busy={isReloading()}
            onClick={() => void reload()}
            tip="Read its branches and pull requests from GitHub again"
          >
            Read again
          </Button>
          <Button kind="primary" icon="plus" onClick={() => openNewTask({ repositoryId: params.repositoryId })}>
            New task
          </Button>
        </>
      }
      tools={
        <>
          <Segments<Filter>
            label="Which branches"
            value={filter()}
            onChange={(value) => setSearch({ filter: value === "active" ? undefined : value }, { replace: true })}
            options={FILTERS.map((value) => ({ value, name: FILTER_NAMES[value], count: counted()[value] }))}
          />
          <input
            class="page-input repository-search"
            type="search"
            aria-label="Find a branch"
            placeholder="Branch, title, owner, number"
            value={words()}
            onInput={(event) => setSearch({ q: event.currentTarget.value || undefined }, { replace: true })}
          />
        </>
      }
    >
      <Show when={says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
      <Show when={read.problem() && rows().length > 0 && read.problem()}>
        {(problem) => (
          <Notice
            tone="warning"
            action={
              <Button size="small" onClick={read.again}>
                Try again
              </Button>
            }
          >
            Branches without a task are missing: {problem().detail}
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={read.problem() && rows().length === 0 && read.problem()}>
          {(problem) => <Failed what="The repository could not be read" problem={problem()} retry={read.again} />}
        </Match>
        <Match when={rows().length === 0 && read.value() === undefined}>
          <Skeleton label="Reading the branches" lines={8} />
        </Match>
        <Match when={found().length === 0}>
          <Empty
            icon="git-branch"
            title={rows().length === 0 ? "It has no branch yet" : "No branch is like this"}
            action={
              <Show when={rows().length > 0}>
                <Button onClick={() => setSearch({ filter: "all", q: undefined }, { replace: true })}>Show all {rows().length}</Button>
              </Show>
            }
          >
            {rows().length === 0 ? "Push a first commit; the webhook brings it here." : undefined}
          </Empty>
        </Match>
        <Match when={found().length > 0}>
          <div class="repository-table" role="table" aria-label="Branches" aria-rowcount={found().length}>
            <div class="repository-row repository-head" role="row">
              <span role="columnheader">Branch</span>
              <span role="columnheader">Task</span>
              <span role="columnheader">Changes</span>
              <span role="columnheader">Owner</span>
              <span role="columnheader">Pull request</span>
              <span role="columnheader">Checks</span>
              <span role="columnheader">Changed</span>
            </div>
            <VList data={found()} class="repository-rows">
              {(row) => <BranchLine organizationId={params.organizationId} repositoryId={params.repositoryId} row={row} />}
            </VList>
          </div>
        </Match>
      </Switch>
    </Page>
  );
}
