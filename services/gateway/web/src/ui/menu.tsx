// Menus: of a button, or at the pointer. One list of what can be done, however it is opened.
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon";
import { Kbd } from "./kbd";
import { point } from "./place";
import { Popover } from "./popover";

export type MenuItem =
  | "separator"
  | { heading: string }
  | {
      label: string;
      /** A second, smaller line. */
      hint?: string;
      icon?: IconName;
      kbd?: string;
      danger?: boolean;
      /** Why it cannot be chosen now; shown in place of the hint. */
      reason?: string;
      /** One of several that are or are not so. */
      checked?: boolean;
      onSelect(): void;
    };

/** A button with a menu. `trigger` draws the button, and passes the given properties on. */
export function Menu(props: {
  label: string;
  items: () => MenuItem[];
  side?: "below" | "above" | "right";
  align?: "start" | "end";
  trigger: (button: {
    ref: (element: HTMLButtonElement) => void;
    onClick: () => void;
    "aria-haspopup": "menu";
    "aria-expanded": boolean;
  }) => JSX.Element;
}) {
  const [isOpen, setOpen] = createSignal(false);
  let anchor: HTMLButtonElement | undefined;
  return (
    <>
      {props.trigger({
        ref: (element) => (anchor = element),
        onClick: () => setOpen(!isOpen()),
        "aria-haspopup": "menu",
        get "aria-expanded"() {
          return isOpen();
        },
      })}
      <MenuList
        open={isOpen()}
        onClose={() => setOpen(false)}
        anchor={() => anchor}
        label={props.label}
        items={props.items}
        side={props.side}
        align={props.align}
      />
    </>
  );
}

const [atPointer, setAtPointer] = createSignal<{ rect: DOMRect; label: string; items: MenuItem[] }>();

/** Opens a menu at the pointer, or beneath what has the focus when it was asked for by keyboard. */
export function openMenu(event: MouseEvent | KeyboardEvent, label: string, items: MenuItem[]): void {
  event.preventDefault();
  const isPointed = event instanceof MouseEvent && (event.clientX !== 0 || event.clientY !== 0);
  const rect = isPointed ? point(event.clientX, event.clientY) : (event.currentTarget as Element).getBoundingClientRect();
  setAtPointer({ rect, label, items });
}

/** Shows what `openMenu` opens; once in the page. */
export function MenuHost() {
  return (
    <Show when={atPointer()} keyed>
      {(menu) => (
        <MenuList open onClose={() => setAtPointer(undefined)} anchor={() => menu.rect} label={menu.label} items={() => menu.items} />
      )}
    </Show>
  );
}

function MenuList(props: {
  open: boolean;
  onClose(): void;
  anchor: () => HTMLElement | DOMRect | undefined;
  label: string;
  items: () => MenuItem[];
  side?: "below" | "above" | "right";
  align?: "start" | "end";
}) {
  let typed = "";
  let typedAt = 0;
  const move = (event: KeyboardEvent) => {
    const list = event.currentTarget as HTMLElement;
    const rows = [...list.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const go = (to: number) => (event.preventDefault(), rows.at(to % rows.length)?.focus());
    if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at <= 0 ? rows.length - 1 : at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(rows.length - 1);
    else if (event.key === "Tab") (event.preventDefault(), props.onClose());
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      typed = event.timeStamp - typedAt < 700 ? typed + event.key.toLowerCase() : event.key.toLowerCase();
      typedAt = event.timeStamp;
      const found = rows.findIndex((row) => row.textContent?.trim().toLowerCase().startsWith(typed));
      if (found >= 0) go(found);
    }
  };
  return (
    <Popover {...props} role="menu" class="menu" onKeyDown={move}>
      <Rows items={props.items} onClose={props.onClose} />
    </Popover>
  );
}

function Rows(props: { items: () => MenuItem[]; onClose(): void }) {
  // Each asking makes them anew.
  const items = createMemo(() => props.items());
  const first = () => items().find((item) => typeof item === "object" && "label" in item && item.reason === undefined);
  return <For each={items()}>{(item) => <Row item={item} isFirst={item === first()} onClose={props.onClose} />}</For>;
}

function Row(props: { item: MenuItem; isFirst: boolean; onClose(): void }) {
  const item = props.item;
  if (item === "separator") return <div class="menu-separator" role="separator" />;
  if ("heading" in item) return <div class="menu-heading">{item.heading}</div>;
  const choose = () => {
    if (item.reason !== undefined) return;
    props.onClose();
    // After the focus is back where it was, so that what is opened now keeps it.
    queueMicrotask(() => item.onSelect());
  };
  return (
    <button
      type="button"
      class={`menu-item ${item.danger ? "menu-danger" : ""}`}
      role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
      aria-checked={item.checked}
      aria-disabled={item.reason !== undefined || undefined}
      tabIndex={-1}
      autofocus={props.isFirst}
      onClick={choose}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
    >
      <Show when={item.checked !== undefined}>
        <span class="menu-check">{item.checked && <Icon name="check" />}</span>
      </Show>
      <Show when={item.icon}>{(icon) => <Icon name={icon()} />}</Show>
      <span class="menu-text">
        {item.label}
        <Show when={item.reason ?? item.hint}>{(hint) => <span class="menu-hint">{hint()}</span>}</Show>
      </span>
      <Show when={item.kbd}>
        {(keys) => (
          <span class="menu-end">
            <Kbd keys={keys()} />
          </span>
        )}
      </Show>
    </button>
  );
}
