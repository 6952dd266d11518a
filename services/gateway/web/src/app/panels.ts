// How the frame's panels are laid out, kept in this browser.
import { createSignal } from "solid-js";
import { keepHere } from "../client";
import { clamp, LIMITS, railWidth, type Shape, shapeOf } from "./room";

export type Side = keyof typeof LIMITS;

const KEYS = { left: "foundry:left-sidebar", right: "foundry:right-sidebar" } as const;

export interface Panel {
  /** In pixels. */
  width(): number;
  setWidth(width: number): void;
  isOpen(): boolean;
  setOpen(is: boolean): void;
}

/** `shown`: how wide it is that is wanted so wide. */
function panel(side: Side, shown: (wanted: number) => number): Panel {
  const { usual, min, max } = LIMITS[side];
  const [wanted, setWanted] = createSignal(clamp(Number(localStorage.getItem(`${KEYS[side]}-width`)) || usual, min, max));
  const [isOpen, setOpen] = createSignal(localStorage.getItem(`${KEYS[side]}-open`) !== "no");
  return {
    width: () => shown(wanted()),
    setWidth(width) {
      keepHere(`${KEYS[side]}-width`, String(setWanted(clamp(Math.round(width), min, max))));
    },
    isOpen,
    setOpen(is) {
      keepHere(`${KEYS[side]}-open`, setOpen(is) ? "yes" : "no");
    },
  };
}

const [room, setRoom] = createSignal(window.innerWidth);
window.addEventListener("resize", () => setRoom(window.innerWidth));

export const left = panel("left", (wanted) => wanted);
const sidebar = (): number => (left.isOpen() ? left.width() : 0);
export const right = panel("right", (wanted) => railWidth(wanted, room(), sidebar()));
export const shape = (): Shape => shapeOf(room(), sidebar());

/** What a narrow window shows. */
export type Pane = "tasks" | "session" | "details";
const [pane, showPane] = createSignal<Pane>("session");
export { pane, showPane };

/** Whether the rail lies over the session, in a window that has no room beside it. */
const [isDrawerOpen, setDrawerOpen] = createSignal(false);
export { isDrawerOpen, setDrawerOpen };

export const isSidebarOpen = (): boolean => left.isOpen() || shape() === "single";

/** Opens or closes a panel, whatever shape the window has. */
export function toggle(side: Side): void {
  if (shape() === "single") showPane(side === "left" ? (pane() === "tasks" ? "session" : "tasks") : pane() === "details" ? "session" : "details");
  else if (side === "right" && shape() === "drawer") setDrawerOpen(!isDrawerOpen());
  else (side === "left" ? left : right).setOpen(!(side === "left" ? left : right).isOpen());
}
