import { createMemo, For, Show } from "solid-js";
import { everySecond } from "../client";
import { Icon, roughly, Spinner } from "../ui";
import { type GithubState, highWater, type Pace, pace, track } from "./model";
import "./sync.css";

/** The five phases and one bar over all of them. */
export function SyncTrack(props: { github: GithubState }) {
  const water = highWater();
  const reached = createMemo(() => water(props.github));
  const seen = pace();
  const going = createMemo(() => seen(props.github, everySecond()));
  const isRunning = () => props.github.syncStatus === "syncing";
  return (
    <div class="sync-track">
      <Show when={isRunning()}>
        <div
          class="sync-bar"
          role="progressbar"
          aria-label="Sync with GitHub"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(reached() * 100)}
        >
          <i style={{ width: `${reached() * 100}%` }} />
        </div>
      </Show>
      <ol class="sync-phases">
        <For each={track(props.github)}>
          {(line) => (
            <li class={`sync-phase sync-${line.state}`} aria-current={line.state === "active" ? "step" : undefined}>
              <Show when={line.state !== "active"} fallback={<Spinner size={12} />}>
                <Icon name={line.state === "done" ? "circle-check" : "circle-dashed"} size={13} />
              </Show>
              <span>{line.name}</span>
              <Show when={line.count}>
                {(count) => (
                  <span class="mono sync-count">
                    {count().processed}/{count().total}
                  </span>
                )}
              </Show>
              <span class="sr-only">{line.state}</span>
            </li>
          )}
        </For>
      </ol>
      <Show when={isRunning()}>
        <p class="sync-pace">{said(going())}</p>
      </Show>
    </div>
  );
}

/** Until something can be said its line is there all the same, so that nothing moves when it can. */
function said(going: Pace | undefined): string {
  if (!going) return "\u00a0";
  return `${Math.max(1, Math.round(going.aSecond))} a second · about ${roughly(going.left)} left`;
}
