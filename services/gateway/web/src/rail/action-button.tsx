import { Show, splitProps, type JSX } from "solid-js";

import { Icon, Spinner, type IconName } from "../ui";

export interface ActionButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "onClick"> {
  icon: IconName;
  label: string;
  /** What it does, in more words. */
  about: string;
  /** Why it cannot be pressed now; it stays reachable, so that this can be read. */
  reason?: string;
  kbd?: string;
  busy?: boolean;
  isPrimary?: boolean;
  onClick: () => void;
}

/** A button of the rail's header. Its label is left out where there is no room. */
export function ActionButton(props: ActionButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ["icon", "label", "about", "reason", "kbd", "busy", "isPrimary", "onClick"]);
  const isOff = () => own.reason !== undefined || own.busy === true;
  return (
    <button
      type="button"
      {...rest}
      class="action"
      classList={{ "action-primary": own.isPrimary && !isOff() }}
      aria-label={own.label}
      aria-description={own.reason ?? own.about}
      aria-disabled={isOff()}
      aria-busy={own.busy || undefined}
      data-tip={own.reason ?? own.about}
      data-kbd={own.reason ? undefined : own.kbd}
      onClick={() => !isOff() && own.onClick()}
    >
      <Show when={own.busy} fallback={<Icon name={own.icon} />}>
        <Spinner />
      </Show>
      <span class="action-label">{own.label}</span>
    </button>
  );
}
