import type { JSX } from "solid-js";
import "./printed.css";

/** What a program has printed, for whoever asks for it. */
export function Printed(props: { title: string; text: string; isOpen?: boolean }): JSX.Element {
  return (
    <details class="printed" open={props.isOpen}>
      <summary>{props.title}</summary>
      <pre tabindex={0}>{props.text}</pre>
    </details>
  );
}
