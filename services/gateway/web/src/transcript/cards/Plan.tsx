// What an agent means to do, as a list to tick off.
import { Index, type JSX, Show, createSignal } from "solid-js";

import { Icon } from "../../ui";
import type { PlanEntry, PlanItem } from "../fold/items";
import { Title } from "./Title";
import "./plan.css";

const MARKS = { completed: "circle-check", in_progress: "circle-dot", pending: "circle" } as const;
const WORDS = { completed: "Done", in_progress: "In progress", pending: "Open" } as const;

export function Plan(props: { item: PlanItem }): JSX.Element {
  return (
    <div role="group" class="transcript-card transcript-plan" aria-label="Plan" classList={{ "transcript-gone": props.item.isRemoved }}>
      <header class="transcript-card-head transcript-plan-head">
        <Icon name="list-checks" size={14} />
        <span>Plan</span>
        <span class="transcript-card-side tabular">{done(props.item)}</span>
      </header>
      <Entries entries={props.item.entries} />
    </div>
  );
}

/** Above the composer while the agent works through it. */
export function PinnedPlan(props: { item: PlanItem }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const current = () =>
    props.item.entries.find((entry) => entry.status === "in_progress") ?? props.item.entries.find((entry) => entry.status === "pending");
  return (
    <div role="group" class="transcript-pinned" aria-label="The plan under way">
      <button type="button" class="transcript-fold" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
        <Icon name="list-checks" size={14} />
        <span class="tabular">{done(props.item)}</span>
        <span class="truncate"><Title text={current()?.content ?? ""} /></span>
        <Icon name={isOpen() ? "chevron-down" : "chevron-up"} size={14} />
      </button>
      <Show when={isOpen()}><Entries entries={props.item.entries} /></Show>
    </div>
  );
}

function Entries(props: { entries: PlanEntry[] }): JSX.Element {
  return (
    <ul class="transcript-entries">
      <Index each={props.entries}>
        {(entry) => (
          <li data-status={entry().status}>
            <Icon name={MARKS[entry().status]} size={14} />
            <span>
              <span class="sr-only">{WORDS[entry().status]}: </span>
              <Title text={entry().content} />
            </span>
          </li>
        )}
      </Index>
    </ul>
  );
}

function done(item: PlanItem): string {
  return `${item.entries.filter((entry) => entry.status === "completed").length}/${item.entries.length}`;
}
