// The transcript as it was after any event: a fold of what came up to it, from the nearest place that was kept. Pure.
import { append } from "../transcript/fold/fold";
import type { LogEvent } from "../transcript/fold/items";
import { type Transcript, copy, empty } from "../transcript/fold/transcript";

/** Events between two places that are kept. Folding 6,400 events takes longer than a picture of the screen, 250 a part of it. */
export const EVERY = 250;

export class Past {
  private first: number | undefined;
  /** The fold of the first `EVERY` events, of twice as many, and so on; before them that of none. */
  private kept: Transcript[] = [empty()];

  /** What was known when the event at `index` had come. `events`: the log as far as it is held, without a gap. */
  at(events: readonly LogEvent[], index: number): Transcript {
    const first = events[0]?.index ?? 1;
    // With an older page in front every fold is another.
    if (first !== this.first) [this.first, this.kept] = [first, [empty()]];
    const count = Math.min(Math.max(index - first + 1, 0), events.length);
    const whole = Math.floor(count / EVERY);
    while (this.kept.length <= whole) {
      const from = (this.kept.length - 1) * EVERY;
      this.kept.push(grown(this.kept.at(-1) as Transcript, events.slice(from, from + EVERY)));
    }
    return grown(this.kept[whole] as Transcript, events.slice(whole * EVERY, count));
  }
}

function grown(from: Transcript, by: readonly LogEvent[]): Transcript {
  const transcript = copy(from);
  append(transcript, by);
  return transcript;
}
