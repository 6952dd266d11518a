/** Where bars stand on a time axis. Everything is in percent of its width, so that CSS does the rest. */

export interface Span {
  from: number;
  /** `undefined`: it goes on. */
  to: number | undefined;
}

export interface Bar {
  left: number;
  width: number;
}

export interface Tick {
  left: number;
  /** Milliseconds after the axis began. */
  after: number;
}

export interface Axis {
  from: number;
  to: number;
  ticks: Tick[];
}

/** A bar that is thinner than this could not be seen, nor pointed at. */
const THINNEST = 0.6;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000];

/** The axis that holds all the spans; those that go on reach until `now`. */
export function axisOf(spans: readonly Span[], now: number, tickCount = 4): Axis {
  if (spans.length === 0) return { from: now, to: now, ticks: [] };
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(from + 1, ...spans.map((span) => span.to ?? now));
  const step = tickStep((to - from) / tickCount);
  const ticks: Tick[] = [];
  for (let after = 0; after <= to - from; after += step) ticks.push({ left: (after / (to - from)) * 100, after });
  return { from, to, ticks };
}

/** The smallest round step that is no smaller than `least`. */
function tickStep(least: number): number {
  const known = STEPS.find((step) => step >= least);
  if (known !== undefined) return known;
  let step = 60_000;
  for (const factor of [2, 2.5, 2, 3, 2, 2, 2]) {
    if (step >= least) return step;
    step *= factor;
  }
  return Math.max(step, 2 ** Math.ceil(Math.log2(least)));
}

export function barOf(span: Span, axis: Axis, now: number): Bar {
  const length = axis.to - axis.from;
  if (length <= 0) return { left: 0, width: 100 };
  const width = Math.min(100, Math.max(THINNEST, (((span.to ?? Math.max(now, span.from)) - span.from) / length) * 100));
  const left = Math.min(100 - width, Math.max(0, ((span.from - axis.from) / length) * 100));
  return { left, width };
}
