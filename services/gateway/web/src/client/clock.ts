// The time, for what shows ages and timers: one tick for all of them.
import { createSignal } from "solid-js";

const [everySecond, tickSecond] = createSignal(Date.now());
const [everyMinute, tickMinute] = createSignal(Date.now());

setInterval(() => {
  const now = Date.now();
  tickSecond(now);
  if (now - everyMinute() >= 15_000) tickMinute(now);
}, 1_000);

/** Now, in milliseconds since 1970; moves each second. */
export { everySecond };
/** The same, a few times a minute: for ages. */
export { everyMinute };
