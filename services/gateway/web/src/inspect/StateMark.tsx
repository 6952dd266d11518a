import { Show } from "solid-js";
import { Icon, type IconName, Spinner } from "../ui";
import type { State } from "./timeline";

const MARKS: Record<State, { icon?: IconName; word: string; tone: string }> = {
  done: { icon: "circle-check", word: "done", tone: "good" },
  refused: { icon: "ban", word: "refused", tone: "warn" },
  dead: { icon: "octagon-alert", word: "dead letter", tone: "bad" },
  failed: { icon: "circle-x", word: "failed", tone: "bad" },
  cancelled: { icon: "circle-slash", word: "cancelled", tone: "quiet" },
  waiting: { icon: "circle-dashed", word: "waiting", tone: "quiet" },
  sleeping: { icon: "hourglass", word: "sleeping", tone: "warn" },
  running: { word: "running", tone: "active" },
};

/** A shape and a word, and only then a colour. */
export function StateMark(props: { state: State }) {
  const mark = () => MARKS[props.state];
  return (
    <span class={`state-mark state-${mark().tone}`}>
      <Show when={mark().icon} fallback={<Spinner size={11} />}>
        {(icon) => <Icon name={icon()} size={13} />}
      </Show>
      {mark().word}
    </span>
  );
}
