/** One stop for Tab in a long list; arrows, Home and End move inside it. Rows carry `data-row` with their id. */

import { createSignal } from "solid-js";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Where a key leads among rows; `undefined` for a key that leads nowhere. Pure. */
export function stepTo(key: string, at: number, count: number): number | undefined {
  const step = STEPS[key];
  return step === undefined || count === 0 ? undefined : step(Math.max(0, at), count - 1);
}

/** `reveal` brings a row into sight that a virtual list has not drawn. */
export function createRoving(ids: () => readonly string[], reveal: (index: number) => void) {
  const [chosen, setChosen] = createSignal<string>();
  const current = () => {
    const id = chosen();
    return id !== undefined && ids().includes(id) ? id : ids()[0];
  };
  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }) {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["row"] === undefined) return;
    const to = stepTo(event.key, ids().indexOf(event.target.dataset["row"]), ids().length);
    const id = to === undefined ? undefined : ids()[to];
    if (to === undefined || id === undefined) return;
    event.preventDefault();
    setChosen(id);
    reveal(to);
    focusOnceDrawn(event.currentTarget, id);
  }
  return { isCurrent: (id: string) => id === current(), choose: (id: string) => void setChosen(id), onKeyDown };
}

/** A virtual list draws a row that is far away some frames after it was scrolled there. */
const FRAMES = 10;

function focusOnceDrawn(list: HTMLElement, id: string, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const row = list.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
    if (row) row.focus();
    else if (frames > 1) focusOnceDrawn(list, id, frames - 1);
  });
}
