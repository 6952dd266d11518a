import { Show } from "solid-js";
import { Segments } from "../pages";
import type { ActorRef } from "./actors";
import { ActorTabs } from "./ActorTabs";
import type { Filters, Only, Show as Shows } from "./filters";

interface Props {
  organizationId: string;
  actor: ActorRef;
  filters: Filters;
  deadLetters: number;
  set: (change: Partial<Filters>) => void;
}

/** Which actor, and what of its timeline. */
export function TimelineTools(props: Props) {
  return (
    <>
      <ActorTabs organizationId={props.organizationId} actor={props.actor} />
      <input
        class="page-input inspect-search"
        type="search"
        placeholder="Find a name, id, person, reason"
        aria-label="Find in the timeline"
        value={props.filters.q}
        onInput={(event) => props.set({ q: event.currentTarget.value })}
      />
      <Segments<Shows>
        label="What to show"
        value={props.filters.show}
        onChange={(show) => props.set({ show })}
        options={[
          { value: "all", name: "All" },
          { value: "commands", name: "Commands" },
          { value: "workflows", name: "Workflows" },
          { value: "deadLetters", name: "Dead letters", ...(props.deadLetters > 0 && { count: props.deadLetters }) },
          { value: "state", name: "State" },
        ]}
      />
      <Show when={props.filters.show !== "state"}>
        <Segments<Only>
          label="Which of them"
          value={props.filters.only}
          onChange={(only) => props.set({ only })}
          options={[
            { value: "", name: "Any" },
            { value: "active", name: "Active" },
            { value: "trouble", name: "In trouble" },
          ]}
        />
      </Show>
    </>
  );
}
