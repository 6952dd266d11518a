import { For, Show } from "solid-js";
import { Segments } from "../pages";
import { Button } from "../ui";
import type { LogLevel } from "../wire";
import { type Filters, LEVELS } from "./filters";

const SERVICES = ["gateway", "organization", "task", "sandbox", "github-data", "audit-log"];

interface Props {
  filters: Filters;
  /** Why the words are no expression. */
  wrong: string | undefined;
  titleOf: (taskId: string) => string | undefined;
  set: (change: Record<string, string | undefined>) => void;
}

/** Which of the lines are shown; the address says it, so that it can be given to somebody else. */
export function Tools(props: Props) {
  return (
    <>
      <label class="sr-only" for="logs-service">
        Only lines of
      </label>
      <select
        id="logs-service"
        class="page-input"
        value={props.filters.service ?? ""}
        onChange={(event) => props.set({ service: event.currentTarget.value || undefined })}
      >
        <option value="">All services</option>
        <For each={SERVICES}>{(name) => <option value={name}>{name}</option>}</For>
      </select>
      <Segments<LogLevel>
        label="How grave"
        value={props.filters.level}
        onChange={(level) => props.set({ level: level === "info" ? undefined : level })}
        options={LEVELS}
      />
      <input
        class="page-input logs-search"
        type="search"
        placeholder="Words, or /an expression/i"
        aria-label="Find in the lines"
        aria-invalid={props.wrong !== undefined}
        aria-describedby={props.wrong === undefined ? undefined : "logs-wrong"}
        maxLength={200}
        value={props.filters.words}
        onInput={(event) => props.set({ q: event.currentTarget.value || undefined })}
      />
      <Show when={props.filters.taskId}>
        {(taskId) => (
          <Button kind="quiet" icon="x" class="logs-only" onClick={() => props.set({ task: undefined })}>
            Only {props.titleOf(taskId()) ?? `task ${taskId().slice(0, 8)}`}
          </Button>
        )}
      </Show>
      <Show when={props.filters.traceId}>
        {(traceId) => (
          <Button kind="quiet" icon="x" onClick={() => props.set({ trace: undefined })}>
            Only trace {traceId().slice(0, 8)}
          </Button>
        )}
      </Show>
      <Show when={props.wrong}>
        {(wrong) => (
          <p id="logs-wrong" class="page-wrong" role="alert">
            {wrong()}. All lines are shown until it is one.
          </p>
        )}
      </Show>
    </>
  );
}
