import type { JSX } from "solid-js";

export function Facts(props: { children: JSX.Element }) {
  return <dl class="inspect-facts">{props.children}</dl>;
}

export function Fact(props: { name: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
