// For how long an agent at work has said nothing. Pure.

/** After so long it is shown, in milliseconds. Models think for half a minute without a word. */
export const QUIET_AFTER = 60_000;

/** After so long stopping is offered. Nothing is ever stopped by the clock. */
export const OFFER_STOP_AFTER = 300_000;

interface AtWork {
  status: string;
  runningSince?: number | null;
  quietSince?: number | null;
}

/** In milliseconds; 0 for an agent that is not at work, or waits for a person. */
export function quietFor(session: AtWork | undefined, heardAt: number, now: number): number {
  if (session?.status !== "running" || !session.runningSince) return 0;
  // What was heard here is newer than what the service has told.
  const since = Math.max(session.quietSince ?? 0, heardAt, session.runningSince);
  return Math.max(0, now - since);
}
