import { For, type JSX } from "solid-js";

/** What there is of one kind, a row each. Where it does not fit it scrolls sideways, also by keys. `numbers`: they stand at the right. */
export function Table(props: { label: string; columns: readonly string[]; numbers?: boolean; children: JSX.Element }) {
  return (
    <div class="health-scroll" tabindex="0" role="region" aria-label={props.label}>
      <table class="health-table" classList={{ "health-numbers": props.numbers }}>
        <thead>
          <tr>
            <For each={props.columns}>{(column) => <th scope="col">{column}</th>}</For>
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  );
}
