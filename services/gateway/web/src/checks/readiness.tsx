import { For, type JSX } from "solid-js";

import { Icon, type IconName } from "../ui";
import type { Checks, GitStatus } from "../wire";
import { readiness, type Part, type Verdict } from "./summary";
import "./checks.css";

const ICONS: Record<Verdict, IconName> = { good: "circle-check", waiting: "circle-dot", problem: "circle-x", unknown: "circle-dashed" };
const WORDS: Record<Verdict, string> = { good: "fine", waiting: "waits", problem: "in the way", unknown: "not known" };

/** What keeps the pull request from being merged, part by part. */
export function Readiness(props: { checks: Checks; git?: GitStatus }): JSX.Element {
  return <Parts parts={readiness(props.checks, props.git)} />;
}

export function Parts(props: { parts: Part[] }): JSX.Element {
  return (
    <ul class="readiness" aria-label="Readiness to merge">
      <For each={props.parts}>
        {(part) => (
          <li class={`readiness-part verdict-${part.verdict}`}>
            <Icon name={ICONS[part.verdict]} label={WORDS[part.verdict]} />
            {part.text}
          </li>
        )}
      </For>
    </ul>
  );
}
