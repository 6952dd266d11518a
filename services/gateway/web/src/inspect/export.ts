import { redact } from "./redact";
import type { Row } from "./timeline";

/** The shown rows as the gateway has told them, without what is hidden on the page as well. */
export function historyJson(rows: readonly Row[]): string {
  const told = rows.map((row) =>
    row.what === "workflow" ? { run: row.run } : { command: row.entry ?? null, deadLetter: row.letter ?? null },
  );
  return `${JSON.stringify(redact(told), null, 2)}\n`;
}
