// How a person likes diffs; kept in their browser.
import { createSignal, type Signal } from "solid-js";

import { keepHere } from "../client";

function kept<T extends string>(name: string, values: readonly [T, ...T[]]): Signal<T> {
  const stored = localStorage.getItem(name);
  const [value, set] = createSignal<T>(values.find((value) => value === stored) ?? values[0]);
  const setKept = ((next: T) => {
    keepHere(name, next);
    return set(() => next);
  }) as Signal<T>[1];
  return [value, setKept];
}

export const [layout, setLayout] = kept("foundry:diff-layout", ["unified", "split"]);
export const [wrapping, setWrapping] = kept("foundry:diff-wrap", ["wrap", "scroll"]);
export const [whitespace, setWhitespace] = kept("foundry:diff-whitespace", ["show", "ignore"]);
