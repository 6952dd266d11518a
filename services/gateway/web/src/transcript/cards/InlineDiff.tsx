// The small diff of an edit, with true line numbers. The whole of it is one click away.
import { For, type JSX, Show, createMemo } from "solid-js";

import { Revealed } from "../../ui";
import { createFolding, useTranscript } from "../context";
import { shortened } from "../format";
import { hunks, lineDiff, totals } from "../line-diff";

/** Lines that are shown before somebody asks for more, and after that: the rest is read in the file's diff. */
const SHOWN = 16;
const MOST = 400;

export function InlineDiff(props: { path: string; before: string | null; after: string }): JSX.Element {
  const { diffHref } = useTranscript();
  const diff = createMemo(() => lineDiff(props.before, props.after));
  const sums = createMemo(() => totals(diff()));
  const [isOpen, toggle] = createFolding(() => `diff/${props.path}/${props.after.length}`, () => false);
  // A line that says how many were left out stands between hunks.
  const all = createMemo(() => hunks(diff()).flatMap((hunk, at) => (at === 0 ? hunk : [null, ...hunk])));
  const lines = () => all().slice(0, isOpen() ? MOST : SHOWN);
  return (
    <figure class="transcript-diff">
      <figcaption class="transcript-diff-head">
        <a class="mono truncate" href={diffHref(props.path)} title={`Open the diff of ${props.path}`}><Revealed text={props.path} /></a>
        <span class="tabular">
          <span class="transcript-added">+{sums().added}</span> <span class="transcript-removed">−{sums().removed}</span>
        </span>
      </figcaption>
      <div class="transcript-diff-body mono" tabindex="0" role="group" aria-label={`Changes in ${props.path}`}>
        <For each={lines()} fallback={<div class="transcript-diff-line">No change</div>}>
          {(line) => (
            <Show when={line} fallback={<div class="transcript-diff-gap" aria-hidden="true">⋯</div>}>
              {(line) => (
                <div class="transcript-diff-line" data-kind={line().kind}>
                  <span class="transcript-diff-number">{line().after ?? line().before}</span>
                  <span class="transcript-diff-sign">{{ same: " ", added: "+", removed: "−" }[line().kind]}</span>
                  <span><Revealed text={shortened(line().text)} /></span>
                </div>
              )}
            </Show>
          )}
        </For>
      </div>
      <Show when={all().length > SHOWN}>
        <button type="button" class="transcript-more" onClick={toggle}>
          {isOpen() ? "Show less" : `Show ${Math.min(all().length, MOST) - SHOWN} more lines`}
        </button>
      </Show>
      <Show when={isOpen() && all().length > MOST}>
        <a class="transcript-more link" href={diffHref(props.path)}>{(all().length - MOST).toLocaleString("en")} more lines are in its diff</a>
      </Show>
    </figure>
  );
}
