// What a program in a terminal may not do to the page: set the clipboard, the title or the icon, notify, transfer files.

interface OscParser {
  registerOscHandler(id: number, callback: (data: string) => boolean): { dispose(): void };
}

/** Titles and icons (0, 1, 2), notifications (9, 99, 777), the clipboard (52), files and images (1337). */
export const REFUSED_OSC = [0, 1, 2, 9, 52, 99, 777, 1337];

/** Swallows those sequences; nothing of them is shown. */
export function guard(parser: OscParser): () => void {
  const handlers = REFUSED_OSC.map((id) => parser.registerOscHandler(id, () => true));
  return () => {
    for (const handler of handlers) handler.dispose();
  };
}

/** Where a link of a program may lead: only to a web page. */
export function safeLink(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}
