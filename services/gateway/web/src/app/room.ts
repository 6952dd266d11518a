// How a window's width is shared: what is open keeps enough to be read, and what stands beside it gives way. Pure.

export type Shape = "wide" | "drawer" | "single";

/** In pixels. */
export const LIMITS = { left: { usual: 320, min: 220, max: 600 }, right: { usual: 400, min: 280, max: 720 } } as const;
/** Below this width one panel is shown at a time. */
const SINGLE = 640;
/** With less, lines of a diff break everywhere and the composer's buttons stand in rows. */
const MAIN = 400;

export const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value));

/** `drawer`: the rail lies over what is open. `sidebar`: the width of the sidebar, 0 while it is hidden. */
export function shapeOf(window: number, sidebar: number): Shape {
  if (window < SINGLE) return "single";
  return window - sidebar - LIMITS.right.min < MAIN ? "drawer" : "wide";
}

/** How wide the rail is that was wanted so wide. */
export function railWidth(wanted: number, window: number, sidebar: number): number {
  return clamp(window - sidebar - MAIN, LIMITS.right.min, clamp(wanted, LIMITS.right.min, LIMITS.right.max));
}
