import { createSignal } from "solid-js";
import type { Panel, Side } from "./panels";
import { LIMITS } from "./room";

/** Pixels for each press of an arrow. */
const STEP = 16;

/** The line between two panels: dragged, moved with arrows, put back with a double click. */
export function ResizeHandle(props: { side: Side; panel: Panel; label: string }) {
  const [isDragged, setDragged] = createSignal(false);
  const limits = () => LIMITS[props.side];
  const towards = () => (props.side === "left" ? 1 : -1);
  let from = { x: 0, width: 0 };

  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from = { x: event.clientX, width: props.panel.width() };
    setDragged(true);
    document.body.classList.add("resizing");
  };
  const move = (event: PointerEvent) => {
    if (isDragged()) props.panel.setWidth(from.width + (event.clientX - from.x) * towards());
  };
  const release = () => {
    setDragged(false);
    document.body.classList.remove("resizing");
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
    if (by !== undefined) props.panel.setWidth(props.panel.width() + by * towards());
    else if (event.key === "Home") props.panel.setWidth(limits().min);
    else if (event.key === "End") props.panel.setWidth(limits().max);
    else return;
    event.preventDefault();
  };
  return (
    <div
      class={`resize-handle resize-${props.side} ${isDragged() ? "resize-dragged" : ""}`}
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation="vertical"
      aria-valuenow={props.panel.width()}
      aria-valuemin={limits().min}
      aria-valuemax={limits().max}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={key}
      onDblClick={() => props.panel.setWidth(limits().usual)}
    />
  );
}
