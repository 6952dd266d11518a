// The terminal emulator in a host element. Loaded when the first terminal is opened.
import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Terminal, type ITerminalOptions } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";

import { keepFitted, type Size } from "./fitting";
import { guard, quietReplay, safeLink } from "./guard";
import type { Screen } from "./output";
import { allowStyles } from "./styles";
import { followTheme, themeOf } from "./theme";

const SCROLLBACK = 5_000;

export interface Kind {
  /** Whether it takes input. */
  isInteractive: boolean;
  /** Whether the process has a terminal, or just prints. */
  isTerminal: boolean;
}

export interface Handlers {
  /** What was typed or pasted, or what the terminal answers to the program. */
  input(text: string): void;
  resized(size: Size): unknown;
  /** Whether something is selected. */
  selected(is: boolean): void;
  /** A key that is for the page; `true`: it was taken. */
  key(event: KeyboardEvent): boolean;
}

export interface Emulator extends Screen {
  focus(): void;
  find(text: string, direction: "next" | "previous"): boolean;
  endFind(): void;
  selection(): string;
  dispose(): void;
}

/** Opens an emulator in `host`, which must be in the document. */
export function openEmulator(host: HTMLElement, kind: Kind, handlers: Handlers): Emulator {
  const endStyles = allowStyles(host.ownerDocument);
  const terminal = new Terminal(options(host, kind));
  const [fit, search] = [new FitAddon(), new SearchAddon()];
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  let replays = 0;
  guard(terminal.parser);
  quietReplay(terminal.parser, () => replays > 0);
  terminal.onData(handlers.input);
  terminal.onSelectionChange(() => handlers.selected(terminal.hasSelection()));
  terminal.attachCustomKeyEventHandler((event) => !(event.type === "keydown" && handlers.key(event)));
  terminal.open(host);
  const endTheme = followTheme(() => (terminal.options.theme = themeOf(host)));
  const endFitting = keepFitted(host, {
    proposed: () => sizeOf(fit.proposeDimensions()),
    resize: ({ columns, rows }) => {
      terminal.resize(columns, rows);
      handlers.resized({ columns, rows });
    },
  });

  return {
    write(bytes, isReplay) {
      if (!isReplay) return terminal.write(bytes);
      replays += 1;
      terminal.write(bytes, () => (replays -= 1));
    },
    missed: () => terminal.write("\r\n\x1b[2m… what was printed before is no longer kept …\x1b[0m\r\n"),
    focus: () => terminal.focus(),
    find: (text, direction) => (direction === "next" ? search.findNext(text) : search.findPrevious(text)),
    endFind: () => search.clearDecorations(),
    selection: () => terminal.getSelection(),
    dispose() {
      endFitting();
      endTheme();
      terminal.dispose();
      endStyles();
    },
  };
}

function options(host: HTMLElement, { isInteractive, isTerminal }: Kind): ITerminalOptions {
  return {
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: 12,
    lineHeight: 1.3,
    scrollback: SCROLLBACK,
    // Only a terminal's own output goes back to the beginning of the line by itself.
    convertEol: !isTerminal,
    theme: themeOf(host),
    cursorBlink: isInteractive && !matchMedia("(prefers-reduced-motion: reduce)").matches,
    disableStdin: !isInteractive,
    minimumContrastRatio: 4.5,
    allowProposedApi: false,
    // What a program prints that is no text is its own matter, and nobody who reads the console can mend it.
    logLevel: "off",
    linkHandler: {
      activate: (_event, text) => {
        const link = safeLink(text);
        if (link) window.open(link, "_blank", "noopener,noreferrer");
      },
    },
  };
}

function sizeOf(proposed: { cols: number; rows: number } | undefined): Size | undefined {
  if (!proposed || Number.isNaN(proposed.cols) || Number.isNaN(proposed.rows)) return undefined;
  return { columns: Math.max(2, proposed.cols), rows: Math.max(1, proposed.rows) };
}
