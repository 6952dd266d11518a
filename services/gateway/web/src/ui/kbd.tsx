import { For } from "solid-js";
import "./tooltip.css";

const IS_MAC = /mac|iphone|ipad/i.test(navigator.userAgent);
const NAMES: Record<string, string> = IS_MAC
  ? { mod: "⌘", alt: "⌥", shift: "⇧", ctrl: "⌃", enter: "↵", escape: "esc", up: "↑", down: "↓" }
  : { mod: "Ctrl", alt: "Alt", shift: "Shift", ctrl: "Ctrl", enter: "Enter", escape: "Esc", up: "↑", down: "↓" };

/** Keys as this machine calls them: `mod+K`, `g o`. */
export function Kbd(props: { keys: string }) {
  return (
    <span class="kbd">
      <For each={props.keys.split(/[+ ]/)}>{(key) => <kbd>{NAMES[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>}</For>
    </span>
  );
}
