/** A line of an order: so many pieces of one price. */
export interface Line {
  pieces: number;
  priceCents: number;
}

/** What the lines cost together, with a discount in percent. Half a cent is rounded up. */
export function totalCents(lines: Line[], discountPercent = 0): number {
  const sum = lines.reduce((total, line) => total + line.pieces * line.priceCents, 0);
  const kept = 100 - Math.min(discountPercent, 100);
  return Math.round((sum * kept) / 100);
}
