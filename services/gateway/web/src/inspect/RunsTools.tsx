import { For } from "solid-js";
import { Segments } from "../pages";
import { kindFacts } from "./actors";
import { InspectTabs } from "./InspectTabs";
import type { RunFilters, Standing } from "./run-filters";
import type { Runs } from "./use-runs";

interface Props {
  organizationId: string;
  filters: RunFilters;
  workflows: ReturnType<Runs["workflows"]>;
  set: (change: Partial<RunFilters>) => void;
}

/** Which runs. */
export function RunsTools(props: Props) {
  const isKnown = () => props.workflows.some(({ names }) => names.includes(props.filters.workflow));
  return (
    <>
      <InspectTabs organizationId={props.organizationId} here="runs" />
      <Segments<Standing>
        label="How they stand"
        value={props.filters.standing}
        onChange={(standing) => props.set({ standing })}
        options={[
          { value: "all", name: "All" },
          { value: "active", name: "Under way" },
          { value: "failed", name: "Failed" },
        ]}
      />
      <select
        class="page-input"
        aria-label="Workflow"
        value={props.filters.workflow}
        onChange={(event) => props.set({ workflow: event.currentTarget.value })}
      >
        <option value="">All workflows</option>
        {props.filters.workflow !== "" && !isKnown() && <option value={props.filters.workflow}>{props.filters.workflow}</option>}
        <For each={props.workflows}>
          {({ kind, names }) => (
            <optgroup label={kindFacts(kind)?.name}>
              <For each={names}>
                {(name) => (
                  <option value={name} selected={name === props.filters.workflow}>
                    {name}
                  </option>
                )}
              </For>
            </optgroup>
          )}
        </For>
      </select>
    </>
  );
}
