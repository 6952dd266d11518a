import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch, type JSX } from "solid-js";

import { plural } from "../checks/summary";
import { everyMinute, request, useTask } from "../client";
import { showMiddle } from "../rail/panel";
import { Counts, ReadAge, Segmented } from "../rail/parts";
import { attempt, Button, Empty, IconButton, Notice, Skeleton } from "../ui";
import type { DiffScope } from "../wire";
import { filterFiles, OFFERED, SCOPES, scopeOf, type Scope } from "./changes";
import { ChangesList } from "./list";
import { RevertNotice } from "./revert";
import { SandboxState } from "../overview/sandbox-state";
import { whyNot } from "../overview/stages";
import { useChanged } from "./use-changed";
import { useGit } from "./use-git";
import "./changes.css";

/** So many files come without a filter to find one in. */
const FILTER_FROM = 8;

/** So old what was read may be while an agent works, in milliseconds. */
const BEHIND = 30_000;

/** The files that the branch changes. */
export function Changes(props: { organizationId: string; taskId: string }): JSX.Element {
  const [address, setAddress] = useSearchParams<{ diff?: string; scope?: DiffScope }>();
  const { topic, git, sandbox, files } = useGit(() => props.organizationId, () => props.taskId);
  const [filter, setFilter] = createSignal("");
  const [isAsking, setAsking] = createSignal(false);
  const scope = () => scopeOf(address.scope);
  const changed = useChanged(() => [props.organizationId, props.taskId], scope, git, files);
  const inScope = createMemo(() => changed.files());
  const shown = createMemo(() => filterFiles(inScope(), filter()));
  const sum = createMemo(() => changed.totals());
  const task = useTask(() => props.organizationId, () => props.taskId);
  /** What is listed is older than what an agent may have done meanwhile: the branch is read when a turn ends. */
  const isBehind = (readAt: number): boolean => task.sessions().some(({ turn }) => turn) && everyMinute() - readAt > BEHIND;
  const refresh = async (): Promise<void> => {
    setAsking(true);
    await attempt("The branch was not read", () => request("sandbox.refreshGit", [props.organizationId, props.taskId], { fetch: false }));
    setAsking(false);
  };
  const segments = OFFERED.map((value) => ({
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
                reason={whyNot(sandbox()?.status)}
                onClick={() => void refresh()}
              />
            </div>
            <Show when={isBehind(status().readAt) && !git()?.isRefreshing && !isAsking()}>
              <Notice tone="info" action={<Button size="small" onClick={() => void refresh()}>Read now</Button>}>
                An agent is at work: what it has changed since this was read is listed when its turn ends.
              </Notice>
            </Show>
            <Show when={git()?.error}>{(error) => <Notice tone="warning">{error()}</Notice>}</Show>
            <RevertNotice organizationId={props.organizationId} taskId={props.taskId} operation={git()?.operation ?? undefined} />
            <Show when={changed.problem()}>{(problem) => <Notice tone="warning">What the turn has changed cannot be listed: {problem().detail}</Notice>}</Show>
            <Show
              when={inScope().length > 0}
              fallback={
                <Show when={!changed.isLoading()} fallback={<Skeleton lines={4} label="Loading changes" />}>
                  <Show when={!changed.problem()}><Nothing scope={scope()} base={status().baseBranch} /></Show>
                </Show>
              }
            >
              <div class="changes-totals" aria-live="polite">
                <span>{plural(sum().files, "file")}</span>
                <Show when={sum().added + sum().removed > 0}><Counts added={sum().added} removed={sum().removed} /></Show>
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
                    cannotRevert={whyNot(sandbox()?.status)}
                    onOpen={(path) => {
                      setAddress({ diff: path });
                      showMiddle();
                    }}
                  />
                </Match>
              </Switch>
              <Show when={changed.more() > 0}>
                <p class="changes-more">{plural(changed.more(), "more file")} changed; only the first are listed.</p>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function Nothing(props: { scope: Scope; base?: string | null }): JSX.Element {
  const text = (): string => {
    if (props.scope === "uncommitted") return "Everything is committed.";
    if (props.scope === "sinceLastTurn") return "The newest turn has changed no file.";
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
