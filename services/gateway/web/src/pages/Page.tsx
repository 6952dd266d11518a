/** The frame of a page that is no workspace: a title, what can be done, and a body that scrolls. */

import { type JSX, Show } from "solid-js";
import { useTitle } from "../app";
import "./page.css";

interface Props {
  title: string;
  /** One line beneath the title. */
  about?: JSX.Element;
  actions?: JSX.Element;
  /** Filters and tabs, which stay while the body scrolls. */
  tools?: JSX.Element;
  /** The body takes all the width and scrolls by itself: for lists of thousands. */
  wide?: boolean;
  children: JSX.Element;
}

export function Page(props: Props) {
  useTitle(() => props.title);
  return (
    <section class="page-frame" aria-label={props.title}>
      <header class="page-head">
        <div class="page-titles">
          <h1>{props.title}</h1>
          <Show when={props.about}>
            <p class="page-about">{props.about}</p>
          </Show>
        </div>
        <Show when={props.actions}>
          <div class="page-actions">{props.actions}</div>
        </Show>
      </header>
      <Show when={props.tools}>
        <div class="page-tools">{props.tools}</div>
      </Show>
      <div class="page-body" classList={{ "page-wide": props.wide }}>
        {props.children}
      </div>
    </section>
  );
}

/** One card of a page: a heading, a line on what it is for, and its content. */
export function Card(props: { title: string; about?: JSX.Element; actions?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="page-card" aria-label={props.title}>
      <header class="page-card-head">
        <div>
          <h2>{props.title}</h2>
          <Show when={props.about}>
            <p class="page-about">{props.about}</p>
          </Show>
        </div>
        {props.actions}
      </header>
      {props.children}
    </section>
  );
}
