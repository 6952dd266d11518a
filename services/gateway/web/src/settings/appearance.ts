/** Dark or light as the person has chosen, on whatever device, or as the system says; and how dense. Live. */

import { createEffect, createSignal, onCleanup } from "solid-js";
import { keepHere, useMe } from "../client";
import type { components } from "../wire";
import { density } from "./preferences";
import "./appearance.css";

type ColourMode = components["schemas"]["ColourMode"];

/** Read by `theme.js` before anything is painted. */
const KEPT = "foundry:theme";

/** Once in the page, or once in each of its halves: the same values twice do no harm. */
export function followAppearance(): void {
  const me = useMe();
  const light = matchMedia("(prefers-color-scheme: light)");
  const [systemIsLight, setSystemIsLight] = createSignal(light.matches);
  const changed = () => setSystemIsLight(light.matches);
  light.addEventListener("change", changed);
  onCleanup(() => light.removeEventListener("change", changed));
  createEffect(() => {
    const chosen = me.app()?.preferences.colourMode ?? kept();
    document.documentElement.dataset["theme"] = themeOf(chosen, systemIsLight());
    if (me.app() !== undefined) keepHere(KEPT, chosen);
  });
  createEffect(() => {
    document.documentElement.dataset["density"] = density();
  });
}

function kept(): ColourMode {
  const value = localStorage.getItem(KEPT);
  return value === "light" || value === "dark" ? value : "system";
}

export function themeOf(mode: ColourMode, systemIsLight: boolean): "light" | "dark" {
  return mode === "system" ? (systemIsLight ? "light" : "dark") : mode;
}
