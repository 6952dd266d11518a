/** Rows of bars on one time axis: a run's steps, or the hops of a trace. */

import { createMemo, For, Show, type JSX } from "solid-js";
import { everySecond } from "../client";
import { duration, lasting } from "../ui";
import { axisOf, barOf, type Span } from "./axis";
import "./waterfall.css";

export interface WaterfallRow extends Span {
  id: string;
  label: JSX.Element;
  /** For readers that do not see the bar. */
  name: string;
  tone: "work" | "wait" | "active" | "trouble";
  depth?: number;
  /** What opens beneath it. */
  detail?: () => JSX.Element;
}

interface Props {
  rows: readonly WaterfallRow[];
  label: string;
  opened: (id: string) => boolean;
  toggle: (id: string) => void;
}

export function Waterfall(props: Props) {
  const goesOn = createMemo(() => props.rows.some((row) => row.to === undefined));
  const now = () => (goesOn() ? everySecond() : 0);
  const axis = createMemo(() => axisOf(props.rows, now()));
  return (
    <div class="waterfall" role="list" aria-label={props.label}>
      <div class="waterfall-axis" aria-hidden="true">
        <span />
        <div class="waterfall-ticks">
          <For each={axis().ticks}>
            {(tick) => <span style={{ left: `${tick.left}%` }}>{tick.after === 0 ? "0" : duration(tick.after)}</span>}
          </For>
        </div>
        <span />
      </div>
      <For each={props.rows}>
        {(row) => {
          const bar = createMemo(() => barOf(row, axis(), now()));
          const took = () => lasting((row.to ?? now()) - row.from, row.to !== undefined);
          const line = (
            <>
              <span class="waterfall-name" style={{ "padding-left": `${(row.depth ?? 0) * 14}px` }}>
                {row.label}
              </span>
              <span class="waterfall-lane" aria-hidden="true">
                <For each={axis().ticks}>{(tick) => <i style={{ left: `${tick.left}%` }} />}</For>
                <b class={`waterfall-${row.tone}`} style={{ left: `${bar().left}%`, width: `${bar().width}%` }} />
              </span>
              <span class="waterfall-took">{took()}</span>
            </>
          );
          return (
            <div role="listitem">
              <Show
                when={row.detail}
                fallback={
                  <div class="waterfall-row" aria-label={`${row.name}, ${took()}`}>
                    {line}
                  </div>
                }
              >
                <button
                  type="button"
                  class="waterfall-row waterfall-open"
                  aria-expanded={props.opened(row.id)}
                  onClick={() => props.toggle(row.id)}
                >
                  {line}
                </button>
                <Show when={props.opened(row.id)}>
                  <div class="waterfall-detail">{row.detail?.()}</div>
                </Show>
              </Show>
            </div>
          );
        }}
      </For>
    </div>
  );
}
