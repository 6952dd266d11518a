/** The lines: filtered by the address, held by whoever reads, followed by whoever is at their end. */

import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { useOrganization } from "../client";
import { Failed, Page } from "../pages";
import { Badge, Button, Empty, Menu } from "../ui";
import { exports } from "./export-menu";
import { filtersOf, matcher } from "./filters";
import { Histogram } from "./Histogram";
import { LineList } from "./LineList";
import type { Entry } from "./ring";
import { Tools } from "./Tools";
import { useLines } from "./use-lines";

export function LiveLines(props: { organizationId: string }) {
  const [search, setSearch] = useSearchParams();
  const organization = useOrganization(() => props.organizationId);
  const lines = useLines(() => props.organizationId);
  const filters = createMemo(() => filtersOf(search));
  const set = (change: Record<string, string | undefined>) => setSearch(change, { replace: true });
  const found = createMemo(() => matcher(filters()));

  /** What was there when somebody paused; `undefined`: nobody has. */
  const [held, setHeld] = createSignal<readonly Entry[]>();
  const [wraps, setWraps] = createSignal(false);
  const filtered = (entries: readonly Entry[]) => entries.filter(found().matches);
  const newest = createMemo(() => filtered(lines.entries()));
  const shown = createMemo(() => {
    const entries = held();
    return entries === undefined ? newest() : filtered(entries);
  });
  const waiting = createMemo(() => {
    const entries = held();
    if (entries === undefined) return 0;
    const last = entries.reduce((last, entry) => Math.max(last, entry.arrived), 0);
    return newest().reduce((count, entry) => count + Number(entry.arrived > last), 0);
  });
  const isFiltered = () => Object.values(filters()).some((value) => value !== undefined && value !== "" && value !== "info");
  const clear = () => set({ service: undefined, level: undefined, q: undefined, task: undefined, trace: undefined });
  const titleOf = (taskId: string) => organization.task(taskId)?.title;

  return (
    <Page
      wide
      title="Logs"
      about="What the services say about this organization, as they say it. Nothing of it is kept: the audit log is in Activity."
      actions={
        <>
          <Show
            when={held()}
            fallback={
              <Button icon="pause" onClick={() => setHeld(lines.entries())}>
                Pause
              </Button>
            }
          >
            <Button kind="primary" icon="play" onClick={() => setHeld(undefined)}>
              Go on
            </Button>
            <Badge tone="info">{waiting() === 0 ? "nothing new" : `${waiting().toLocaleString("en")} waiting`}</Badge>
          </Show>
          <Button kind="quiet" icon="text-wrap" aria-pressed={wraps()} onClick={() => setWraps(!wraps())}>
            Wrap
          </Button>
          <Menu
            label="Export"
            align="end"
            items={() => exports(props.organizationId, shown())}
            trigger={(button) => (
              <Button {...button} icon="download" reason={shown().length === 0 ? "No line is shown" : undefined}>
                Export
              </Button>
            )}
          />
        </>
      }
      tools={<Tools filters={filters()} wrong={found().wrong} titleOf={titleOf} set={set} />}
    >
      <Switch>
        <Match when={lines.problem()}>{(problem) => <Failed what="The logs cannot be followed" problem={problem()} />}</Match>
        <Match when={true}>
          <div class="logs" classList={{ "logs-wraps": wraps() }}>
            <Histogram entries={shown()} />
            <Show when={shown().length > 0} fallback={<Nothing isFiltered={isFiltered()} isLive={lines.isLive()} clear={clear} />}>
              <LineList organizationId={props.organizationId} entries={shown()} wraps={wraps()} titleOf={titleOf} only={set} />
            </Show>
            <p class="logs-status" role="status">
              {status(shown().length, lines.entries().length, held() !== undefined, lines.isLive())}
            </p>
          </div>
        </Match>
      </Switch>
    </Page>
  );
}

function status(shown: number, all: number, isHeld: boolean, isLive: boolean): string {
  const many = shown === all ? `${all.toLocaleString("en")} lines` : `${shown.toLocaleString("en")} of ${all.toLocaleString("en")} lines`;
  const how = isHeld ? "paused" : isLive ? "live" : "not live: the connection is away, and what is said meanwhile is told when it is back";
  return `${many} · ${how}`;
}

function Nothing(props: { isFiltered: boolean; isLive: boolean; clear: () => void }) {
  return (
    <div class="logs-nothing">
      <Empty
        icon="scroll-text"
        title={props.isFiltered ? "No line fits" : "Nothing has been said yet"}
        action={
          <Show when={props.isFiltered}>
            <Button onClick={() => props.clear()}>Clear the filters</Button>
          </Show>
        }
      >
        {props.isFiltered
          ? "What is said from now on, and fits, appears here."
          : "Each command with its outcome, each step of a workflow, each request to the gateway, and every warning: they appear here while you look."}
      </Empty>
    </div>
  );
}
