// The clock of a replay that runs.
import { createEffect, createSignal, onCleanup, untrack } from "solid-js";

import type { SessionLog } from "../client";
import { type Run, SPEEDS, type Speed, advance, pauseAfter } from "./play";
import type { Replaying } from "./use-replay";

/** A picture that took longer has stood still meanwhile, as has a page that nobody sees. Milliseconds. */
const LONGEST_PICTURE = 1_000;

/** Whoever wants less motion sees it go on once a second. */
const CALM = 1_000;

export function createPlay(log: SessionLog, replay: Replaying) {
  const [isOn, setOn] = createSignal(false);
  const [speed, setSpeed] = createSignal<Speed>(SPEEDS[0]);

  createEffect(() => {
    if (!isOn()) return;
    let run: Run = { at: untrack(replay.at), waited: 0 };
    onCleanup(
      everyPicture((elapsed) => {
        // What is not read yet is waited for; whoever moves the slider meanwhile goes on from there.
        if (replay.failure()) return setOn(false);
        if (!replay.isRead()) return;
        if (replay.at() !== run.at) run = { at: replay.at(), waited: 0 };
        run = advance(run, elapsed, speed(), replay.bounds().last, (at) => pauseAfter(log.events, at));
        if (run.at !== replay.at()) replay.go(run.at);
        if (run.at >= replay.bounds().last) setOn(false);
      }),
    );
  });

  /** At the end it begins anew. */
  function toggle(): void {
    const { first, last } = replay.bounds();
    if (!isOn() && replay.at() >= last) replay.go(first);
    setOn(!isOn());
  }
  return { isOn, toggle, pause: () => setOn(false), speed, setSpeed };
}

/** Calls it with the milliseconds since the last picture, until its end, which it gives, is called. */
function everyPicture(run: (elapsed: number) => void): () => void {
  let before = performance.now();
  const tick = () => {
    const now = performance.now();
    run(Math.min(now - before, LONGEST_PICTURE));
    before = now;
  };
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    const timer = setInterval(tick, CALM);
    return () => clearInterval(timer);
  }
  let frame = requestAnimationFrame(function next() {
    frame = requestAnimationFrame(next);
    tick();
  });
  return () => cancelAnimationFrame(frame);
}
