import { type JSX, Show, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon";
import { Spinner } from "./spinner";
import "./button.css";

interface Pressed extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "onClick"> {
  /** Why it cannot be pressed now; it stays reachable, so that this can be read. */
  reason?: string;
  onClick?: (event: MouseEvent) => void;
}

export interface ButtonProps extends Pressed {
  /** `primary`: the one thing to do here. `quiet`: without a border. */
  kind?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "normal" | "large";
  icon?: IconName;
  /** It is being done; it cannot be pressed again, and keeps the focus. */
  busy?: boolean;
  /** Keys that do the same, shown in the tooltip. */
  kbd?: string;
  /** What it does, in more words. */
  tip?: string;
  class?: string;
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ["kind", "size", "icon", "busy", "kbd", "tip", "class", "children", "disabled", "reason", "onClick"]);
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${own.kind ?? "plain"} button-${own.size ?? "normal"} ${own.class ?? ""}`}
      disabled={own.disabled}
      aria-busy={own.busy || undefined}
      aria-disabled={own.reason !== undefined || own.busy || undefined}
      aria-description={own.reason}
      data-tip={own.reason ?? own.tip}
      data-kbd={own.reason === undefined ? own.kbd : undefined}
      onClick={(event) => press(event, own)}
    >
      <Show when={own.busy} fallback={<Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>}>
        <Spinner />
      </Show>
      {own.children}
    </button>
  );
}

/** Also what a form is sent by: nothing happens while there is a reason, or it is being done. */
function press(event: MouseEvent, { reason, busy, onClick }: Pressed & { busy?: boolean }): void {
  if (reason === undefined && !busy) onClick?.(event);
  else event.preventDefault();
}

export interface IconButtonProps extends Pressed {
  icon: IconName;
  /** Its name; also its tooltip. */
  label: string;
  kbd?: string;
  /** In pixels: 26 without one. */
  size?: number;
  /** On or off, for what is toggled. */
  pressed?: boolean;
  busy?: boolean;
  class?: string;
}

export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["icon", "label", "kbd", "size", "pressed", "busy", "class", "disabled", "reason", "onClick"]);
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${own.class ?? ""}`}
      style={{ "--size": `${own.size ?? 26}px` }}
      disabled={own.disabled}
      aria-label={own.label}
      aria-pressed={own.pressed}
      aria-disabled={own.reason !== undefined || own.busy || undefined}
      aria-description={own.reason}
      data-tip={own.reason === undefined ? own.label : `${own.label}. ${own.reason}`}
      data-kbd={own.reason === undefined ? own.kbd : undefined}
      onClick={(event) => press(event, own)}
    >
      <Show when={own.busy} fallback={<Icon name={own.icon} />}>
        <Spinner />
      </Show>
    </button>
  );
}
