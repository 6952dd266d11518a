// What a program in a terminal may not do to the page, and what old output may not do to the program.

interface Disposable {
  dispose(): void;
}

interface Sequence {
  prefix?: string;
  intermediates?: string;
  final: string;
}

export interface Parser {
  registerOscHandler(id: number, callback: (data: string) => boolean): Disposable;
  registerCsiHandler(id: Sequence, callback: () => boolean): Disposable;
  registerDcsHandler(id: Sequence, callback: () => boolean): Disposable;
}

/** Titles and icons (0, 1, 2), notifications (9, 99, 777), the clipboard (52), files and images (1337). */
export const REFUSED_OSC = [0, 1, 2, 9, 52, 99, 777, 1337];

/** Colours that can be asked for: answered with `?`. */
const ASKED_OSC = [4, 10, 11, 12];

/** Who are you, where is the cursor, which modes are set. */
const ASKED_CSI: Sequence[] = [
  { final: "c" },
  { prefix: ">", final: "c" },
  { prefix: "=", final: "c" },
  { final: "n" },
  { prefix: "?", final: "n" },
  { intermediates: "$", final: "p" },
  { prefix: "?", intermediates: "$", final: "p" },
];

const ASKED_DCS: Sequence = { intermediates: "$", final: "q" };

/** Swallows what reaches beyond the terminal; nothing of it is shown. */
export function guard(parser: Parser): void {
  for (const id of REFUSED_OSC) parser.registerOscHandler(id, () => true);
}

/** Leaves questions unanswered while `isReplay` says so: whoever asked them has gone on long ago, and would read the answer as typed. */
export function quietReplay(parser: Parser, isReplay: () => boolean): void {
  for (const id of ASKED_CSI) parser.registerCsiHandler(id, isReplay);
  for (const id of ASKED_OSC) parser.registerOscHandler(id, (data) => isReplay() && data.includes("?"));
  parser.registerDcsHandler(ASKED_DCS, isReplay);
}

/** Where a link of a program may lead: only to a web page. */
export function safeLink(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}
