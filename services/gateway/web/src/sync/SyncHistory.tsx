import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { query } from "../client";
import { inspectHref } from "../inspect/actors";
import type { WorkflowRun } from "../inspect/types";
import { Ago, createRead } from "../pages";
import { phaseTimes } from "./history";
import { duration, Notice } from "../ui";

const SHOWN = 8;

/** The last syncs, each with the time of its phases. Read again after each complete sync. */
export function SyncHistory(props: { organizationId: string; after: number }) {
  const runs = createRead(
    () => [props.organizationId, props.after] as const,
    async ([organizationId]) => {
      const found = await query("githubData.workflows", [organizationId], { limit: 40 });
      const syncs = found.runs.filter((run) => run.workflow === "fullSync").slice(0, SHOWN);
      return Promise.all(syncs.map((run) => query("githubData.workflow", [organizationId], { runId: run.runId })));
    },
    { keeps: true },
  );
  const longest = () => Math.max(1, ...(runs.value() ?? []).map(lasted));
  return (
    <section class="sync-history" aria-label="The last syncs">
      <h3>The last syncs</h3>
      <Show when={!runs.problem()} fallback={<Notice tone="warning">They could not be read: {runs.problem()?.detail}</Notice>}>
        <ul>
          <For each={runs.value()} fallback={<li class="inspect-muted">None yet</li>}>
            {(run) => (
              <li>
                <A class="sync-run" href={inspectHref(props.organizationId, { kind: "githubData", key: props.organizationId }, run.runId)}>
                  <span class="sync-when">
                    <Ago at={run.startedAt} />
                  </span>
                  <span class="sync-bars" style={{ width: `${Math.max(8, (lasted(run) / longest()) * 100)}%` }}>
                    <For each={phaseTimes(run)}>
                      {(phase) => (
                        <i style={{ "flex-grow": Math.max(1, phase.took) }} data-tip={`${phase.name}: ${duration(phase.took)}`} />
                      )}
                    </For>
                  </span>
                  <span class="mono">{run.status === "done" ? duration(lasted(run)) : run.status}</span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

const lasted = (run: WorkflowRun) => run.updatedAt - run.startedAt;
