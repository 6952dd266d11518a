/** JSON as a tree that opens where somebody looks. Nothing below a closed node is in the page. */

import { createMemo, createSignal, For, Show } from "solid-js";
import { redact } from "./redact";
import "./json-tree.css";

/** A list shows this many items before it is asked for more: an event can hold thousands. */
const ITEMS = 100;
/** Longer texts are cut until they are opened. */
const TEXT = 400;

export function JsonTree(props: { value: unknown; label?: string; open?: boolean }) {
  const value = createMemo(() => redact(props.value));
  return (
    <div class="json-tree" role="group" aria-label={props.label ?? "JSON"}>
      <Node value={value()} open={props.open ?? true} />
    </div>
  );
}

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

function Node(props: { name?: string; value: unknown; open?: boolean }) {
  return (
    <Show when={isBranch(props.value)} fallback={<Leaf name={props.name} value={props.value} />}>
      <Branch name={props.name} value={props.value as object} open={props.open} />
    </Show>
  );
}

function Branch(props: { name?: string; value: object; open?: boolean }) {
  const [isOpen, setOpen] = createSignal(props.open ?? false);
  const [shown, setShown] = createSignal(ITEMS);
  const isList = () => Array.isArray(props.value);
  const entries = createMemo(() => Object.entries(props.value));
  const summary = () => {
    const count = entries().length;
    if (count === 0) return isList() ? "[ ]" : "{ }";
    return isList()
      ? `[ ${count} ]`
      : `{ ${entries()
          .slice(0, 4)
          .map(([name]) => name)
          .join(", ")}${count > 4 ? ", …" : ""} }`;
  };
  return (
    <div class="json-branch">
      <Show
        when={entries().length > 0}
        fallback={
          <span class="json-line">
            <Name name={props.name} />
            <span class="json-hint">{summary()}</span>
          </span>
        }
      >
        <button type="button" class="json-line json-toggle" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
          <span class="json-arrow" aria-hidden="true">
            {isOpen() ? "▾" : "▸"}
          </span>
          <Name name={props.name} />
          <span class="json-hint">{isOpen() ? (isList() ? "[" : "{") : summary()}</span>
        </button>
        <Show when={isOpen()}>
          <div class="json-inner">
            <For each={entries().slice(0, shown())}>{([name, value]) => <Node name={name} value={value} />}</For>
            <Show when={entries().length > shown()}>
              <button type="button" class="json-more" onClick={() => setShown(shown() + ITEMS)}>
                {entries().length - shown()} more
              </button>
            </Show>
          </div>
        </Show>
      </Show>
    </div>
  );
}

function Leaf(props: { name?: string; value: unknown }) {
  const [isWhole, setWhole] = createSignal(false);
  const written = () => (typeof props.value === "string" ? props.value : (JSON.stringify(props.value) ?? "undefined"));
  const isCut = () => !isWhole() && written().length > TEXT;
  return (
    <div class="json-line">
      <Name name={props.name} />
      <span class={`json-value json-${props.value === null ? "null" : typeof props.value}`}>
        {isCut() ? `${written().slice(0, TEXT)}…` : written()}
      </span>
      <Show when={isCut()}>
        <button type="button" class="json-more" onClick={() => setWhole(true)}>
          all {written().length} characters
        </button>
      </Show>
    </div>
  );
}

function Name(props: { name?: string }) {
  return (
    <Show when={props.name !== undefined}>
      <span class="json-name">{props.name}</span>
    </Show>
  );
}
