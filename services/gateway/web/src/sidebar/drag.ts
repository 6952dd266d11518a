// Moving a repository, or a task within its repository, with the pointer. A press that moves is no click; Escape puts it back.
import { createSignal, onCleanup } from "solid-js";
import type { Movable } from "./model";
import type { SidebarState } from "./state";

/** A press becomes a drag after so many pixels. */
const THRESHOLD = 4;
/** Near the list's edge it scrolls; in pixels, and pixels for each picture. */
const EDGE = 40;
const SPEED = 9;

export function createDrag(sidebar: SidebarState, list: () => HTMLElement | undefined) {
  const [dragged, setDragged] = createSignal<Movable>();
  /** The one before which it would be dropped; null: at the end. */
  const [target, setTarget] = createSignal<string | null>();
  let pressed: { one: Movable; y: number; pointer: number } | undefined;
  /** Those among which it is moved. */
  let peers = new Set<string>();
  let y = 0;
  let frame = 0;

  const press = (event: PointerEvent) => {
    const target = event.target as Element;
    // A finger scrolls.
    if (event.pointerType === "touch" || event.button !== 0 || target.closest("button, input")) return;
    const one = pressedOn(target);
    if (one) pressed = { one, y: event.clientY, pointer: event.pointerId };
  };

  const move = (event: PointerEvent) => {
    if (!pressed) return;
    y = event.clientY;
    if (!dragged()) {
      if (Math.abs(y - pressed.y) < THRESHOLD) return;
      peers = new Set(sidebar.peers(pressed.one));
      if (peers.size === 0) return;
      list()?.setPointerCapture(pressed.pointer);
      setDragged(pressed.one);
      window.addEventListener("keydown", cancelOnEscape, true);
      frame = requestAnimationFrame(scroll);
    }
    aim();
  };

  /** Before the first of them whose middle is beneath the pointer. */
  const aim = () => {
    const drawn = [...(list()?.querySelectorAll<HTMLElement>("[data-movable]") ?? [])];
    const next = drawn.find((element) => {
      const { top, height } = element.getBoundingClientRect();
      return peers.has(element.dataset.movable ?? "") && top + height / 2 > y;
    });
    setTarget(next?.dataset.movable ?? null);
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
    const one = dragged();
    const before = target();
    end();
    if (one && before !== undefined) sidebar.place(one, before ?? undefined);
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

/** What is moved by this part of a row. */
function pressedOn(target: Element): Movable | undefined {
  const at = target.closest<HTMLElement>("[data-movable]");
  const id = at?.dataset.movable;
  return id === undefined ? undefined : { kind: at?.dataset.repository ? "repository" : "task", id };
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
