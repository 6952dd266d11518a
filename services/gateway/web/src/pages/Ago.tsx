import { everyMinute } from "../client";
import { age, when } from "../ui";

/** `just now`, `5m ago`; the whole time as its tip. `at` in milliseconds since 1970. */
export function Ago(props: { at: number }) {
  const span = () => everyMinute() - props.at;
  return (
    <time datetime={new Date(props.at).toISOString()} data-tip={when(props.at)}>
      {span() < 15_000 ? "just now" : `${age(span())} ago`}
    </time>
  );
}
