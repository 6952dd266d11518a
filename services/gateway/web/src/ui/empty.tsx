import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Icon, type IconName } from "./icon";
import { Spinner } from "./spinner";
import "./empty.css";

/** Nothing is here: why, and the button that changes it. `isPage`: it is all that the page shows. */
export function Empty(props: {
  icon?: IconName;
  title: string;
  busy?: boolean;
  isPage?: boolean;
  children?: JSX.Element;
  action?: JSX.Element;
}) {
  return (
    <div class="empty">
      <Show when={props.busy} fallback={<Show when={props.icon}>{(icon) => <Icon name={icon()} size={20} />}</Show>}>
        <Spinner size={18} />
      </Show>
      <Dynamic component={props.isPage ? "h1" : "h2"}>{props.title}</Dynamic>
      <Show when={props.children}>
        <div class="empty-text">{props.children}</div>
      </Show>
      {props.action}
    </div>
  );
}

/** Where something will be, while it is read. `lines`: how many; each as wide as text is. */
export function Skeleton(props: { lines?: number; label?: string }) {
  const widths = [72, 54, 86, 40, 64, 78];
  return (
    <div class="skeleton" role="status" aria-label={props.label ?? "Loading"}>
      {Array.from({ length: props.lines ?? 3 }, (_, line) => (
        <span style={{ width: `${widths[line % widths.length]}%` }} />
      ))}
    </div>
  );
}
