import { type JSX, Show, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon";
import { Spinner } from "./spinner";
import "./button.css";

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class"> {
  /** `primary`: the one thing to do here. `quiet`: without a border. */
  kind?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "normal" | "large";
  icon?: IconName;
  /** It is being done; it cannot be pressed again. */
  busy?: boolean;
  /** Keys that do the same, shown in the tooltip. */
  kbd?: string;
  /** Why it cannot be pressed, or what it does in more words. */
  tip?: string;
  class?: string;
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ["kind", "size", "icon", "busy", "kbd", "tip", "class", "children", "disabled"]);
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${own.kind ?? "plain"} button-${own.size ?? "normal"} ${own.class ?? ""}`}
      disabled={own.disabled || own.busy}
      aria-busy={own.busy || undefined}
      data-tip={own.tip}
      data-kbd={own.kbd}
    >
      <Show when={own.busy} fallback={<Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>}>
        <Spinner />
      </Show>
      {own.children}
    </button>
  );
}

export interface IconButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class"> {
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
  const [own, rest] = splitProps(props, ["icon", "label", "kbd", "size", "pressed", "busy", "class", "disabled"]);
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${own.class ?? ""}`}
      style={{ "--size": `${own.size ?? 26}px` }}
      disabled={own.disabled || own.busy}
      aria-label={own.label}
      aria-pressed={own.pressed}
      data-tip={own.label}
      data-kbd={own.kbd}
    >
      <Show when={own.busy} fallback={<Icon name={own.icon} />}>
        <Spinner />
      </Show>
    </button>
  );
}
