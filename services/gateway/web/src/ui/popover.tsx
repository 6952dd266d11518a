import { createEffect, type JSX, onCleanup, Show } from "solid-js";
import { type Align, place, type Side } from "./place";
import "./popover.css";

export interface PopoverProps {
  open: boolean;
  onClose(): void;
  /** What it belongs to: an element, or a place in the window. */
  anchor: () => HTMLElement | DOMRect | undefined;
  /** Its name, which is read out. */
  label: string;
  side?: Side;
  align?: Align;
  role?: "dialog" | "menu" | "listbox";
  /** As wide as its anchor, as the list of a field is. */
  isAsWide?: boolean;
  class?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: JSX.Element;
}

/** What takes the focus where nothing asks for it. */
const FIRST = "select, input, textarea, button:enabled, a[href]";

/**
 * Something that floats beside its anchor until somebody clicks elsewhere, presses Escape or chooses. What is inside exists
 * only while it is open; the focus goes in, to what asks for it (`autofocus`) or comes first, and back afterwards.
 */
export function Popover(props: PopoverProps) {
  return (
    <Show when={props.open}>
      <Opened {...props} />
    </Show>
  );
}

function Opened(props: PopoverProps) {
  const before = document.activeElement;
  let floating: HTMLDivElement | undefined;
  const anchored = () => {
    const anchor = props.anchor();
    return anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  };
  const settle = () => {
    const rect = anchored();
    if (floating && rect && props.isAsWide) floating.style.width = floating.style.maxWidth = `${rect.width}px`;
    if (floating && rect) place(floating, rect, props.side, props.align);
  };
  const pressed = (event: PointerEvent) => {
    const at = event.target as Node;
    const anchor = props.anchor();
    const isInside = floating?.contains(at) || (at instanceof Element && at.closest("[popover]") !== null);
    if (!isInside && !(anchor instanceof Element && anchor.contains(at))) props.onClose();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return props.onKeyDown?.(event);
    event.stopPropagation();
    event.preventDefault();
    props.onClose();
  };

  createEffect(() => {
    floating?.showPopover();
    settle();
    (floating?.querySelector<HTMLElement>("[autofocus]") ?? floating?.querySelector<HTMLElement>(FIRST) ?? floating)?.focus();
    const resized = new ResizeObserver(settle);
    if (floating) resized.observe(floating);
    document.addEventListener("pointerdown", pressed, true);
    window.addEventListener("resize", settle);
    onCleanup(() => {
      resized.disconnect();
      document.removeEventListener("pointerdown", pressed, true);
      window.removeEventListener("resize", settle);
      const focused = document.activeElement;
      const isOurs = focused === document.body || floating?.contains(focused);
      if (isOurs && before instanceof HTMLElement && before.isConnected) before.focus();
    });
  });

  return (
    <div
      ref={floating}
      popover="manual"
      class={`popover ${props.class ?? ""}`}
      role={props.role ?? "dialog"}
      aria-label={props.label}
      tabIndex={-1}
      on:keydown={key}
    >
      {props.children}
    </div>
  );
}
