import { createMemo, Index } from "solid-js";
import { everySecond } from "../client";
import { BARS, histogram, inWords, total } from "./histogram";
import type { Entry } from "./ring";

const HEIGHT = 32;

/** How many of the lines that are shown were said when, over the last minutes. */
export function Histogram(props: { entries: readonly Entry[] }) {
  const bars = createMemo(() => histogram(props.entries, everySecond()));
  const most = createMemo(() => bars().reduce((most, bar) => Math.max(most, total(bar)), 1));
  const height = (count: number) => (count / most()) * HEIGHT;
  return (
    <figure class="logs-histogram">
      <svg viewBox={`0 0 ${BARS} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={inWords(bars())}>
        <Index each={bars()}>
          {(bar, index) => {
            const graves = () => [bar().error, bar().warn, bar().info].map(height) as [number, number, number];
            const place = { x: index + 0.15, width: 0.7 };
            return (
              <>
                <rect {...place} class="logs-bar-error" y={HEIGHT - graves()[0]} height={graves()[0]} />
                <rect {...place} class="logs-bar-warn" y={HEIGHT - graves()[0] - graves()[1]} height={graves()[1]} />
                <rect {...place} class="logs-bar-info" y={HEIGHT - total(bar()) * (HEIGHT / most())} height={graves()[2]} />
              </>
            );
          }}
        </Index>
      </svg>
      <figcaption>{inWords(bars())}</figcaption>
    </figure>
  );
}
