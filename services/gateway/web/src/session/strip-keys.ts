// Moving through the tabs of the strip, and moving them. Pure.

/** Where the arrows lead from a tab; undefined for other keys. */
export function neighbour(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % length;
    case "ArrowLeft":
      return (at - 1 + length) % length;
    case "Home":
      return 0;
    case "End":
      return length - 1;
  }
  return undefined;
}

/** A list with one of its things elsewhere; the same list when that changes nothing. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  if (from === to || from < 0 || to < 0 || from >= list.length || to >= list.length) return list;
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), list[from] as T, ...rest.slice(to)];
}

/** The session to be shown when one is closed: the one behind it, or the one before. */
export function afterClosing(ids: string[], closed: string, open: string | undefined): string | undefined {
  if (open !== closed) return open;
  const at = ids.indexOf(closed);
  return ids[at + 1] ?? ids[at - 1];
}
