import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch, type JSX } from "solid-js";

import { plural } from "../checks/summary";
import { request } from "../client";
import { showMiddle } from "../rail/panel";
import { Counts, Notice, ReadAge, Segmented } from "../rail/parts";
import { attempt, Button, Empty, IconButton, Skeleton } from "../ui";
import type { DiffScope } from "../wire";
import { filesIn, filterFiles, LISTED, SCOPES, totals, type ListedScope } from "./changes";
import { ChangesList } from "./list";
import { RevertNotice } from "./revert";
import { SandboxState } from "../overview/sandbox-state";
import { useGit } from "./use-git";
import "./changes.css";

/** So many files come without a filter to find one in. */
const FILTER_FROM = 8;

/** The files that the branch changes. */
export function Changes(props: { organizationId: string; taskId: string }): JSX.Element {
  const [address, setAddress] = useSearchParams<{ diff?: string; scope?: DiffScope }>();
  const { topic, git, sandbox, files } = useGit(() => props.organizationId, () => props.taskId);
  const [filter, setFilter] = createSignal("");
  const [isAsking, setAsking] = createSignal(false);
  const status = () => git()?.status ?? undefined;
  const scope = (): ListedScope => (address.scope === "uncommitted" ? "uncommitted" : "sinceBase");
  const inScope = createMemo(() => filesIn(files(), scope()));
  const shown = createMemo(() => filterFiles(inScope(), filter()));
  const sum = createMemo(() => (scope() === "sinceBase" && status() ? toTotals(status()?.totals) : totals(inScope())));
  const refresh = async (): Promise<void> => {
    setAsking(true);
    await attempt("The branch was not read", () => request("sandbox.refreshGit", [props.organizationId, props.taskId], { fetch: false }));
    setAsking(false);
  };
  const segments = LISTED.map((value) => ({
    value,
    label: SCOPES[value].name,
    tip: SCOPES[value].about,
  }));

  return (
    <div class="changes">
      <Show when={git()?.status} fallback={<Unread isLoading={topic.status() === "loading"} problem={topic.problem()} sandbox={sandbox()} error={git()?.error} onRefresh={refresh} isAsking={isAsking()} />}>
        {(status) => (
          <>
            <div class="changes-bar">
              <Segmented
                label="Compared with"
                segments={segments}
                value={scope()}
                onChange={(value) => setAddress({ scope: value === "sinceBase" ? undefined : value }, { replace: true })}
              />
              <ReadAge at={status().readAt} />
              <IconButton
                icon="refresh-cw"
                label="Read the branch again"
                busy={isAsking() || git()?.isRefreshing}
                disabled={sandbox()?.status !== "ready"}
                onClick={() => void refresh()}
              />
            </div>
            <Show when={git()?.error}>{(error) => <Notice tone="warning">{error()}</Notice>}</Show>
            <RevertNotice organizationId={props.organizationId} taskId={props.taskId} operation={git()?.operation ?? undefined} />
            <Show when={inScope().length > 0} fallback={<Nothing scope={scope()} base={status().baseBranch} />}>
              <div class="changes-totals" aria-live="polite">
                <span>{plural(sum().files, "file")}</span>
                <Counts added={sum().added} removed={sum().removed} />
                <Show when={inScope().length >= FILTER_FROM}>
                  <input
                    class="changes-filter"
                    type="search"
                    aria-label="Filter files"
                    placeholder="Filter"
                    value={filter()}
                    onInput={(event) => setFilter(event.currentTarget.value)}
                  />
                </Show>
              </div>
              <Switch>
                <Match when={shown().length === 0}>
                  <Empty icon="file-search" title="No file has these words" action={<Button onClick={() => setFilter("")}>Show all</Button>} />
                </Match>
                <Match when={shown().length > 0}>
                  <ChangesList
                    organizationId={props.organizationId}
                    taskId={props.taskId}
                    files={shown()}
                    scope={scope()}
                    open={address.diff}
                    canRevert={sandbox()?.status === "ready"}
                    onOpen={(path) => {
                      setAddress({ diff: path });
                      showMiddle();
                    }}
                  />
                </Match>
              </Switch>
              <Show when={status().moreFiles > 0 && scope() === "sinceBase"}>
                <p class="changes-more">{plural(status().moreFiles, "more file")} changed; only the first are listed.</p>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

const toTotals = (all: { files: number; added: number; removed: number } | undefined) => all ?? { files: 0, added: 0, removed: 0 };

function Nothing(props: { scope: ListedScope; base?: string | null }): JSX.Element {
  const text = (): string => {
    if (props.scope === "uncommitted") return "Everything is committed.";
    return `The branch is like ${props.base ?? "its base"}. What the agent changes is listed here.`;
  };
  return (
    <Empty icon="file-diff" title="No changes">
      {text()}
    </Empty>
  );
}

/** Nothing was read yet: why, and what changes that. */
function Unread(props: {
  isLoading: boolean;
  problem?: { message: string };
  sandbox: ReturnType<ReturnType<typeof useGit>["sandbox"]>;
  error?: string | null;
  isAsking: boolean;
  onRefresh: () => Promise<void>;
}): JSX.Element {
  return (
    <Switch fallback={<SandboxState sandbox={props.sandbox} problem={props.problem} what="What the branch changes" />}>
      <Match when={props.isLoading}>
        <Skeleton lines={5} label="Loading changes" />
      </Match>
      <Match when={props.sandbox?.status === "ready"}>
        <Empty
          icon="git-compare"
          title="The branch has not been read yet"
          action={
            <Button busy={props.isAsking} onClick={() => void props.onRefresh()}>
              Read it
            </Button>
          }
        >
          {props.error}
        </Empty>
      </Match>
    </Switch>
  );
}
