import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { Icon } from "./icon";
import "./field.css";

export interface ComboboxProps<T> {
  /** Its name, which is read out. */
  label: string;
  items: readonly T[];
  /** What tells two of them apart. */
  itemKey: (item: T) => string;
  /** What is searched, and read out. */
  itemText: (item: T) => string;
  /** A row; the text without one. */
  row?: (item: T) => JSX.Element;
  onChoose(item: T): void;
  chosen?: string;
  placeholder?: string;
  /** What to say when nothing fits. */
  empty?: string;
  autofocus?: boolean;
}

/** So many rows are drawn; typing finds the others. */
const ROWS = 60;

/** A search field over a list, of which one is chosen. The focus stays in the field. */
export function Combobox<T>(props: ComboboxProps<T>) {
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [at, setAt] = createSignal(0);
  const found = createMemo(() => {
    const wanted = text().trim().toLowerCase().split(/\s+/);
    const fits = (item: T) => wanted.every((word) => props.itemText(item).toLowerCase().includes(word));
    return props.items.filter(fits).slice(0, ROWS);
  });
  createEffect(() => {
    text();
    const chosen = found().findIndex((item) => props.itemKey(item) === props.chosen);
    setAt(text() === "" && chosen > 0 ? chosen : 0);
  });
  const go = (to: number) => setAt(Math.max(0, Math.min(found().length - 1, to)));
  const key = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(at() + 1),
      ArrowUp: () => go(at() - 1),
      PageDown: () => go(at() + 8),
      PageUp: () => go(at() - 8),
      Enter: () => choose(found()[at()]),
    };
    const move = moves[event.key];
    if (!move || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const choose = (item: T | undefined) => item !== undefined && props.onChoose(item);

  return (
    <div class="combobox">
      <div class="combobox-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={props.label}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={found().length > 0 ? `${id}-${at()}` : undefined}
          placeholder={props.placeholder}
          autofocus={props.autofocus}
          autocomplete="off"
          spellcheck={false}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          on:keydown={key}
        />
      </div>
      <div id={id} class="combobox-list" role="listbox" aria-label={props.label}>
        <For each={found()} fallback={<p class="combobox-empty">{props.empty ?? "Nothing fits."}</p>}>
          {(item, index) => (
            <div
              id={`${id}-${index()}`}
              class="menu-item combobox-row"
              role="option"
              aria-selected={index() === at()}
              ref={(row) => createEffect(() => index() === at() && row.scrollIntoView({ block: "nearest" }))}
              onPointerMove={() => setAt(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(item)}
            >
              {props.row ? props.row(item) : <span class="truncate">{props.itemText(item)}</span>}
              <Show when={props.itemKey(item) === props.chosen}>
                <Icon name="check" class="menu-end" />
              </Show>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
