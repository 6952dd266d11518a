// Frames are taken in together, once for each picture that the browser paints.
import { batch } from "solid-js";

/** A hidden page paints nothing; what came is taken in after this long at the latest, in milliseconds. */
const HIDDEN = 250;

/** Gives each thing to `take`, in order, all that came since the last picture at once. */
export function perPicture<T>(take: (thing: T) => void, schedule: (run: () => void) => void = nextPicture): (thing: T) => void {
  let waiting: T[] = [];
  const run = () => {
    const things = waiting;
    waiting = [];
    batch(() => things.forEach((thing) => attempt(() => take(thing))));
  };
  return (thing) => {
    if (waiting.push(thing) === 1) schedule(run);
  };
}

/** One that fails must not take the others with it. */
function attempt(run: () => void): void {
  try {
    run();
  } catch (thrown) {
    reportError(thrown);
  }
}

/** Pictures that are at least so far apart, in milliseconds, asked anew for each; what comes after a pause is in the next one. */
export function paced(apart: () => number, schedule: (run: () => void) => void = nextPicture): (run: () => void) => void {
  let ranAt = -Infinity;
  return (run) => {
    const next = () => schedule(() => ((ranAt = performance.now()), run()));
    const wait = ranAt + apart() - performance.now();
    if (wait > 0) setTimeout(next, wait);
    else next();
  };
}

function nextPicture(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    run();
  };
  const timer = setTimeout(once, HIDDEN);
  requestAnimationFrame(once);
}
