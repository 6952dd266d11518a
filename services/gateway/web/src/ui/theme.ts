// Dark, light, or as the system says; kept in this browser.
import { createSignal } from "solid-js";

export type Theme = "system" | "dark" | "light";

const KEY = "foundry:theme";
const isLight = matchMedia("(prefers-color-scheme: light)");
const kept = localStorage.getItem(KEY);
const [theme, write] = createSignal<Theme>(kept === "dark" || kept === "light" ? kept : "system");

export { theme };

export function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, write(theme));
  apply();
}

/** What is painted now. */
export const painted = (): "dark" | "light" => {
  const chosen = theme();
  return chosen === "system" ? (isLight.matches ? "light" : "dark") : chosen;
};

function apply(): void {
  document.documentElement.dataset.theme = painted();
}

isLight.addEventListener("change", apply);
