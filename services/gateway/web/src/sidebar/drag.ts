// Moving a repository with the pointer. A press that moves is no click; Escape puts it back.
import { createSignal, onCleanup } from "solid-js";
import { moved } from "./model";
import type { SidebarState } from "./state";

/** A press becomes a drag after so many pixels. */
const THRESHOLD = 4;
/** Near the list's edge it scrolls; in pixels, and pixels for each picture. */
const EDGE = 40;
const SPEED = 9;

export function createDrag(sidebar: SidebarState, list: () => HTMLElement | undefined) {
  const [dragged, setDragged] = createSignal<string>();
  /** The repository before which it would be dropped; null: at the end. */
  const [target, setTarget] = createSignal<string | null>();
  let pressed: { id: string; y: number; pointer: number; at: HTMLElement } | undefined;
  let y = 0;
  let frame = 0;

  const press = (event: PointerEvent) => {
    const at = (event.target as Element).closest<HTMLElement>("[data-repository]");
    // A finger scrolls.
    if (event.pointerType === "touch" || event.button !== 0 || !at?.dataset.repository || (event.target as Element).closest("button")) return;
    pressed = { id: at.dataset.repository, y: event.clientY, pointer: event.pointerId, at };
  };

  const move = (event: PointerEvent) => {
    if (!pressed) return;
    y = event.clientY;
    if (!dragged()) {
      if (Math.abs(y - pressed.y) < THRESHOLD) return;
      list()?.setPointerCapture(pressed.pointer);
      setDragged(pressed.id);
      window.addEventListener("keydown", cancelOnEscape, true);
      frame = requestAnimationFrame(scroll);
    }
    aim();
  };

  /** Before the first repository whose middle is beneath the pointer. */
  const aim = () => {
    const headings = [...(list()?.querySelectorAll<HTMLElement>("[data-repository]") ?? [])];
    const next = headings.find((heading) => {
      const { top, height } = heading.getBoundingClientRect();
      return top + height / 2 > y;
    });
    setTarget(next?.dataset.repository ?? null);
  };

  const scroll = () => {
    const scroller = list();
    if (!dragged() || !scroller) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const by = y < top + EDGE ? -SPEED : y > bottom - EDGE ? SPEED : 0;
    if (by !== 0) (scroller.scrollBy(0, by), aim());
    frame = requestAnimationFrame(scroll);
  };

  const release = () => {
    const id = dragged();
    const before = target();
    end();
    if (!id || before === undefined) return;
    const shown = sidebar.rows().flatMap((row) => (row.kind === "repository" ? [row.repositoryId] : []));
    const order = moved(shown, id, before ?? undefined);
    if (order.some((other, place) => other !== shown[place])) sidebar.reorder(order);
  };

  const end = () => {
    // The click that follows the release of a drag is part of it.
    if (dragged()) window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, true));
    cancelAnimationFrame(frame);
    window.removeEventListener("keydown", cancelOnEscape, true);
    pressed = undefined;
    setDragged(undefined);
    setTarget(undefined);
  };

  const cancelOnEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end();
  };

  onCleanup(end);
  return { dragged, target, press, move, release, cancel: end };
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
