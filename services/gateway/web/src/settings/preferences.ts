/** What this browser alone remembers of how somebody likes the page. The colour mode and the model are the person's own. */

import { createSignal } from "solid-js";

export type Density = "comfortable" | "compact";

function kept<T extends string>(name: string, allowed: readonly T[], otherwise: T) {
  const key = `foundry:${name}`;
  const read = (): T => allowed.find((value) => value === localStorage.getItem(key)) ?? otherwise;
  const [value, setValue] = createSignal<T>(read());
  // Another tab of this browser has changed it.
  window.addEventListener("storage", (event) => event.key === key && setValue(() => read()));
  const set = (next: T) => {
    setValue(() => next);
    try {
      localStorage.setItem(key, next);
    } catch (error) {
      console.warn(`${name} cannot be kept in this browser`, error);
    }
  };
  return [value, set] as const;
}

export const [density, setDensity] = kept<Density>("density", ["comfortable", "compact"], "comfortable");
/** Whether single letters do something. Keys with Ctrl, Alt or Cmd always do. */
export const [letterKeys, setLetterKeys] = kept<"on" | "off">("letter-keys", ["on", "off"], "on");
export const [notifications, setNotifications] = kept<"on" | "off">("notifications", ["on", "off"], "off");
export const [devPanel, setDevPanel] = kept<"on" | "off">("dev-panel", ["on", "off"], "off");
