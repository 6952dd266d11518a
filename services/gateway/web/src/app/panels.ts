// How the frame's panels are laid out, kept in this browser.
import { createSignal } from "solid-js";

/** In pixels. */
export const LIMITS = { left: { usual: 320, min: 220, max: 600 }, right: { usual: 400, min: 280, max: 720 } } as const;
export type Side = keyof typeof LIMITS;

/** Below this width the rail is a drawer; below the other one panel is shown at a time. In pixels. */
const DRAWER = 900;
const SINGLE = 640;

const KEYS = { left: "foundry:left-sidebar", right: "foundry:right-sidebar" } as const;

export interface Panel {
  /** In pixels. */
  width(): number;
  setWidth(width: number): void;
  isOpen(): boolean;
  setOpen(is: boolean): void;
}

function panel(side: Side): Panel {
  const { usual, min, max } = LIMITS[side];
  const [width, setWidth] = createSignal(clamp(Number(localStorage.getItem(`${KEYS[side]}-width`)) || usual, min, max));
  const [isOpen, setOpen] = createSignal(localStorage.getItem(`${KEYS[side]}-open`) !== "no");
  return {
    width,
    setWidth(wanted) {
      localStorage.setItem(`${KEYS[side]}-width`, String(setWidth(clamp(Math.round(wanted), min, max))));
    },
    isOpen,
    setOpen(is) {
      localStorage.setItem(`${KEYS[side]}-open`, setOpen(is) ? "yes" : "no");
    },
  };
}

export const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value));

export const left = panel("left");
export const right = panel("right");

/** What a narrow window shows. */
export type Pane = "tasks" | "session" | "details";
const [pane, showPane] = createSignal<Pane>("session");
export { pane, showPane };

export type Shape = "wide" | "drawer" | "single";
const [shape, setShape] = createSignal<Shape>("wide");
export { shape };

/** Whether the rail lies over the session, in a window that has no room beside it. */
const [isDrawerOpen, setDrawerOpen] = createSignal(false);
export { isDrawerOpen, setDrawerOpen };

const measure = () => setShape(window.innerWidth < SINGLE ? "single" : window.innerWidth < DRAWER ? "drawer" : "wide");
measure();
window.addEventListener("resize", measure);

export const isSidebarOpen = (): boolean => left.isOpen() || shape() === "single";

/** Opens or closes a panel, whatever shape the window has. */
export function toggle(side: Side): void {
  if (shape() === "single") showPane(side === "left" ? (pane() === "tasks" ? "session" : "tasks") : pane() === "details" ? "session" : "details");
  else if (side === "right" && shape() === "drawer") setDrawerOpen(!isDrawerOpen());
  else (side === "left" ? left : right).setOpen(!(side === "left" ? left : right).isOpen());
}
