import { type JSX } from "solid-js";

import { everyMinute } from "../../client";
import { compact, when } from "../../ui";

/** So long something counts as read just now, in milliseconds. */
const JUST_NOW = 15_000;

/** How old a reading is. `at` in milliseconds since 1970. */
export function ReadAge(props: { at: number }): JSX.Element {
  const age = () => Math.max(0, everyMinute() - props.at);
  return (
    <time class="read-age" datetime={new Date(props.at).toISOString()} data-tip={when(props.at)}>
      {age() < JUST_NOW ? "read just now" : `read ${compact(age())} ago`}
    </time>
  );
}
