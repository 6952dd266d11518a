// What could not be read because nobody was reached is read again once the connection is back.
import { type Accessor, createEffect, on, untrack } from "solid-js";
import { connection } from "./connection";
import type { Problem } from "./http";

/** Runs `again` when the connection is back and `problem` is one that passes. For as long as the component is there. */
export function whenBack(problem: Accessor<Pick<Problem, "isPassing"> | undefined>, again: () => void): void {
  createEffect(on(() => connection.state() === "live", (isLive) => isLive && untrack(problem)?.isPassing && again(), { defer: true }));
}
