// Where something that floats goes: beside its anchor, within the window.

/** Between the anchor and what floats, and to the window's edge, in pixels. */
const GAP = 4;
const EDGE = 8;

export type Side = "below" | "above" | "right" | "left";
export type Align = "start" | "center" | "end";

/** Puts `floating` (position: fixed) beside `anchor`; on the other side when there is no room. */
export function place(floating: HTMLElement, anchor: DOMRect, side: Side = "below", align: Align = "start"): void {
  const { offsetWidth: width, offsetHeight: height } = floating;
  const { innerWidth, innerHeight } = window;
  const isUpright = side === "below" || side === "above";
  const along = (start: number, end: number, size: number) =>
    align === "start" ? start : align === "end" ? end - size : (start + end - size) / 2;
  const across = (before: number, after: number, size: number, room: number, wantsAfter: boolean) => {
    const [first, second] = [before - GAP - size, after + GAP];
    const fits = (at: number) => at >= EDGE && at + size <= room - EDGE;
    if (wantsAfter) return fits(second) || !fits(first) ? second : first;
    return fits(first) || !fits(second) ? first : second;
  };
  const left = isUpright
    ? along(anchor.left, anchor.right, width)
    : across(anchor.left, anchor.right, width, innerWidth, side === "right");
  const top = isUpright
    ? across(anchor.top, anchor.bottom, height, innerHeight, side === "below")
    : along(anchor.top, anchor.bottom, height);
  const within = (at: number, size: number, room: number) => Math.round(Math.max(EDGE, Math.min(at, room - EDGE - size)));
  floating.style.left = `${within(left, width, innerWidth)}px`;
  floating.style.top = `${within(top, height, innerHeight)}px`;
}

/** A point as an anchor. */
export const point = (x: number, y: number): DOMRect => new DOMRect(x, y, 0, 0);
