import { type JSX } from "solid-js";

import { everyMinute } from "../../client";
import { age, when } from "../../ui";

/** So long something counts as read just now, in milliseconds. */
const JUST_NOW = 15_000;

/** How old a reading is. `at` in milliseconds since 1970. */
export function ReadAge(props: { at: number }): JSX.Element {
  const span = () => Math.max(0, everyMinute() - props.at);
  return (
    <time class="read-age" datetime={new Date(props.at).toISOString()} data-tip={when(props.at)}>
      {span() < JUST_NOW ? "read just now" : `read ${age(span())} ago`}
    </time>
  );
}
