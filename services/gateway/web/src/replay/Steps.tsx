// The buttons of a replay: from one message or tool call to the next, and running by itself.
import type { JSX } from "solid-js";

import { Segments } from "../pages/Segments";
import { IconButton } from "../ui";
import { SPEEDS, type Speed } from "./play";
import type { createPlay } from "./use-play";
import type { Replaying } from "./use-replay";

const OPTIONS = SPEEDS.map((speed) => ({ value: `${speed}`, name: `${speed}×` }));

export function Steps(props: { replay: Replaying; play: ReturnType<typeof createPlay> }): JSX.Element {
  const { replay, play } = props;
  const none = (is: boolean, why: string) => (is ? undefined : why);
  const isOne = () => replay.bounds().last <= replay.bounds().first;
  const move = (run: () => unknown) => () => (play.pause(), void run());
  return (
    <div class="replay-steps" role="group" aria-label="Steps">
      <IconButton
        icon="skip-back"
        label="Previous message"
        kbd="PageDown"
        reason={none(replay.hasBefore("turns"), "There is none before")}
        onClick={move(() => replay.back("turns"))}
      />
      <IconButton
        icon="chevron-left"
        label="Previous tool call"
        reason={none(replay.hasBefore("calls"), "There is none before")}
        onClick={move(() => replay.back("calls"))}
      />
      <IconButton
        icon={play.isOn() ? "pause" : "play"}
        label={play.isOn() ? "Pause" : "Play"}
        reason={none(!isOne(), "There is one event alone")}
        onClick={play.toggle}
      />
      <IconButton
        icon="chevron-right"
        label="Next tool call"
        reason={none(replay.hasAfter("calls"), "There is none behind")}
        onClick={move(() => replay.ahead("calls"))}
      />
      <IconButton
        icon="skip-forward"
        label="Next message"
        kbd="PageUp"
        reason={none(replay.hasAfter("turns"), "There is none behind")}
        onClick={move(() => replay.ahead("turns"))}
      />
      <Segments label="Speed" options={OPTIONS} value={`${play.speed()}`} onChange={(speed) => play.setSpeed(Number(speed) as Speed)} />
    </div>
  );
}
