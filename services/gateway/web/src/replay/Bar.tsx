// The thin bar in place of the composer: where the replay is, the way through it, and the way back to now.
import { type JSX, Match, Show, Switch } from "solid-js";

import { everyMinute } from "../client";
import { Button, CopyButton, Icon, Notice } from "../ui";
import { Slider } from "./Slider";
import { Steps } from "./Steps";
import type { createPlay } from "./use-play";
import type { Replaying } from "./use-replay";
import { elsewhere, happening, moment, place } from "./words";

export interface BarProps {
  replay: Replaying;
  play: ReturnType<typeof createPlay>;
  /** The address of the moment that is shown. */
  link: string;
  /** What the session had changed and used by then. */
  facts: JSX.Element;
  onClose(): void;
}

export function Bar(props: BarProps): JSX.Element {
  const { replay } = props;
  const isEmpty = () => replay.bounds().last === 0;
  const when = () => {
    const event = replay.event(replay.at());
    return event && { time: moment(event.at, everyMinute()), what: happening(event) };
  };
  return (
    <div class="replay-bar" role="group" aria-label="Replay">
      <Trouble replay={replay} />
      <div class="replay-line">
        <Icon name="rotate-ccw-clock" size={14} />
        <Show when={!isEmpty()} fallback={<span class="replay-what">The session as it was</span>}>
          <span class="replay-where tabular">{when()?.time} · {place(replay.at(), replay.bounds().last)}</span>
          <span class="replay-what truncate" title={when()?.what}>{when()?.what}</span>
          {props.facts}
        </Show>
      </div>
      <Show when={!isEmpty()}>
        <Slider replay={replay} onMove={props.play.pause} />
      </Show>
      <div class="replay-line">
        <Show when={!isEmpty()}><Steps replay={replay} play={props.play} /></Show>
        <span class="replay-end">
          <Show when={replay.newer() > 0}>
            <Button kind="quiet" size="small" tip="Lets the slider go as far as the session is by now" onClick={replay.extend}>
              {replay.newer().toLocaleString("en")} newer
            </Button>
          </Show>
          <Show when={!isEmpty()}><CopyButton text={props.link} label="Copy a link to this moment" /></Show>
          <Button kind="primary" size="small" kbd="Escape" tip="Shows the session as it is" onClick={() => props.onClose()}>Back to now</Button>
        </span>
      </div>
    </div>
  );
}

/** Why what is shown is not what was asked for, and how far what is read is. */
function Trouble(props: { replay: Replaying }): JSX.Element {
  const { replay } = props;
  const toRead = () => replay.bounds().last - replay.at() + 1;
  /** Undefined for a stop that is looked for: nobody knows how far back it is. */
  const read = () => (replay.isRead() ? undefined : replay.bounds().last - replay.before());
  return (
    <Switch>
      <Match when={replay.failure()}>
        {(failure) => (
          <Notice tone="danger" action={<Button size="small" onClick={() => failure().again()}>Try again</Button>}>
            What was said before cannot be read. {failure().problem.detail}
          </Notice>
        )}
      </Match>
      <Match when={replay.isReading()}>
        <div class="replay-reading">
          <span role="status">Reading what was said before</span>
          <Show when={read() !== undefined}><progress max={toRead()} value={read() ?? 0} aria-label="How much of it is read" /></Show>
        </div>
      </Match>
      <Match when={replay.isLoaded() && elsewhere(replay.wanted(), replay.bounds())}>{(why) => <Notice tone="info">{why()}</Notice>}</Match>
    </Switch>
  );
}
