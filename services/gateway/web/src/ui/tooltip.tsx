// One tooltip for the whole page: whatever has `data-tip` shows it, and keys from `data-kbd`.
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Kbd } from "./kbd";
import { place } from "./place";
import "./tooltip.css";

/** How long a pointer rests before the text is shown, in milliseconds. */
const REST = 450;

export function TooltipHost() {
  const [tip, setTip] = createSignal<{ text: string; kbd?: string }>();
  let floating: HTMLDivElement | undefined;
  let shown: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = () => {
    clearTimeout(timer);
    shown = null;
    if (floating?.matches(":popover-open")) floating.hidePopover();
    setTip(undefined);
  };
  const showFor = (target: HTMLElement) => {
    const text = target.dataset.tip;
    // What is open below it is not to be covered.
    if (!text || !floating || !target.isConnected || target.getAttribute("aria-expanded") === "true") return;
    setTip({ text, kbd: target.dataset.kbd });
    floating.showPopover();
    const side = target.dataset.tipSide === "right" ? "right" : "below";
    place(floating, target.getBoundingClientRect(), side, side === "right" ? "center" : "center");
  };
  const over = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;
    if (target === shown) return;
    hide();
    shown = target;
    if (!target) return;
    if (event.type === "focusin" && !target.matches(":focus-visible")) return;
    timer = setTimeout(() => showFor(target), event.type === "focusin" ? 0 : REST);
  };
  const key = (event: KeyboardEvent) => event.key === "Escape" && hide();

  onMount(() => {
    for (const type of ["pointerover", "focusin"]) document.addEventListener(type, over);
    for (const type of ["pointerdown", "scroll", "focusout"]) document.addEventListener(type, hide, true);
    document.addEventListener("keydown", key, true);
    onCleanup(() => {
      hide();
      for (const type of ["pointerover", "focusin"]) document.removeEventListener(type, over);
      for (const type of ["pointerdown", "scroll", "focusout"]) document.removeEventListener(type, hide, true);
      document.removeEventListener("keydown", key, true);
    });
  });

  return (
    <div ref={floating} popover="manual" class="tooltip" aria-hidden="true">
      {tip()?.text}
      <Show when={tip()?.kbd}>{(keys) => <Kbd keys={keys()} />}</Show>
    </div>
  );
}
