// A terminal's colours: the page's own, so that they change with it.
import type { ITheme } from "@xterm/xterm";

const ANSI = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

/** The colours that the page has at this element now. */
export function themeOf(host: HTMLElement): ITheme {
  const style = getComputedStyle(host);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const theme: ITheme = {
    background: token("--terminal-background"),
    foreground: token("--text"),
    cursor: token("--accent"),
    cursorAccent: token("--terminal-background"),
    selectionBackground: token("--terminal-selection"),
    scrollbarSliderBackground: token("--terminal-scrollbar"),
    scrollbarSliderHoverBackground: token("--terminal-scrollbar-hover"),
    scrollbarSliderActiveBackground: token("--terminal-scrollbar-hover"),
  };
  for (const name of ANSI) {
    theme[name] = token(`--terminal-${name}`);
    theme[`bright${name[0]?.toUpperCase()}${name.slice(1)}` as "brightRed"] = token(`--terminal-bright-${name}`);
  }
  return theme;
}

/** Calls when the page has other colours; gives what ends it. */
export function followTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  return () => observer.disconnect();
}
