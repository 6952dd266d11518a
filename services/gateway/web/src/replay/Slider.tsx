// The slider of a replay: an event for each step, with marks where people wrote and where something failed.
import { type JSX, createMemo, onMount } from "solid-js";

import { everyMinute } from "../client";
import type { Stops } from "./stops";
import type { Replaying } from "./use-replay";
import { valueText } from "./words";

/** The width that the marks are drawn in; they are stretched to the slider's. */
const WIDE = 1_000;

export function Slider(props: { replay: Replaying; onMove(): void }): JSX.Element {
  const { replay } = props;
  let range: HTMLInputElement | undefined;
  // Whoever opens a replay wants to move it.
  onMount(() => range?.focus());
  const x = (index: number) => {
    const { first, last } = replay.bounds();
    return last > first ? Math.round(((index - first) / (last - first)) * WIDE) : WIDE;
  };
  const marks = (of: keyof Stops) => createMemo(() => replay.stops()[of].map((index) => `M${x(index)} 0V10`).join(""));
  const [turns, failures] = [marks("turns"), marks("failures")];
  const isUnread = () => replay.before() >= replay.bounds().first;

  /** The arrows, Home and End are the browser's own. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "PageUp" && event.key !== "PageDown") return;
    event.preventDefault();
    props.onMove();
    if (event.key === "PageUp") replay.ahead("turns");
    else void replay.back("turns");
  }
  return (
    <div class="replay-slider">
      <svg class="replay-track" viewBox={`0 0 ${WIDE} 10`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="replay-groove" y="4" width={WIDE} height="2" />
        <rect class="replay-unread" y="4" width={isUnread() ? Math.max(0, x(replay.before())) : 0} height="2" />
        <rect class="replay-gone" y="4" width={Math.max(0, x(replay.at()))} height="2" />
        <path class="replay-turns" d={turns()} />
        <path class="replay-failures" d={failures()} />
      </svg>
      <input
        ref={range}
        type="range"
        class="replay-range"
        aria-label="Event of the session"
        aria-valuetext={valueText(replay.at(), replay.bounds().last, replay.event(replay.at()), everyMinute())}
        min={replay.bounds().first}
        max={replay.bounds().last}
        step={1}
        value={replay.at()}
        disabled={replay.bounds().last <= replay.bounds().first}
        onInput={(event) => (props.onMove(), replay.go(event.currentTarget.valueAsNumber))}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
