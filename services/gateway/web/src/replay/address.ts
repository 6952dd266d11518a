// The replay in the page's address: `?at=37` is the session as it was after its event 37. Pure.

/** Undefined for what is no event's index: then the session is shown as it is now. */
export function replayedAt(at: string | string[] | undefined): number | undefined {
  return typeof at === "string" && /^\d{1,15}$/.test(at) ? Number(at) : undefined;
}
