// What was read of sessions in this visit, so that going back to one is at once.
import { createSignal } from "solid-js";

import { type Folds, type Rows, createFolds, createRows } from "../transcript";

/** So many are kept. */
const KEPT = 12;

const kept = new Map<string, { rows: Rows; folds: Folds }>();

/** Moves when another one is there. */
const [opened, setOpened] = createSignal(0);

function find(sessionId: string) {
  const before = kept.get(sessionId);
  const known = before ?? { rows: createRows(), folds: createFolds() };
  kept.delete(sessionId);
  kept.set(sessionId, known);
  if (!before) setOpened((count) => count + 1);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return known;
}

export const rowsOf = (sessionId: string): Rows => find(sessionId).rows;
export const foldsOf = (sessionId: string): Folds => find(sessionId).folds;
/** Undefined for one that was not opened. */
export const readOf = (sessionId: string): Rows | undefined => (opened(), kept.get(sessionId)?.rows);
