/** A page of several sections with their own addresses: a list of them, and the open one. */

import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Empty, Icon, type IconName } from "../ui";
import "./settings.css";

export interface Section {
  id: string;
  name: string;
  icon: IconName;
  content: () => JSX.Element;
}

interface Props {
  title: string;
  /** `/account`; the first section has this address, the others their id behind it. */
  base: string;
  back: { href: string; name: string };
  sections: readonly Section[];
  open: string | undefined;
  /** It is the whole page, and not a part of the workspace. */
  isMain?: boolean;
}

export function Sections(props: Props) {
  const open = () => (props.open === undefined ? props.sections[0] : props.sections.find((section) => section.id === props.open));
  const href = (section: Section) => (section === props.sections[0] ? props.base : `${props.base}/${section.id}`);
  return (
    <Dynamic component={props.isMain ? "main" : "section"} class="settings" aria-label={props.title}>
      <nav class="settings-nav" aria-label={props.title}>
        <A class="settings-back" href={props.back.href}>
          <Icon name="arrow-left" /> {props.back.name}
        </A>
        <h1>{props.title}</h1>
        <ul>
          <For each={props.sections}>
            {(section) => (
              <li>
                <A
                  class="settings-link"
                  classList={{ "settings-here": section === open() }}
                  aria-current={section === open() ? "page" : undefined}
                  href={href(section)}
                >
                  <Icon name={section.icon} /> {section.name}
                </A>
              </li>
            )}
          </For>
        </ul>
      </nav>
      <div class="settings-content">
        <Show
          when={open()}
          keyed
          fallback={
            <Empty
              icon="search"
              title="There is no such section"
              action={
                <A class="link" href={props.base}>
                  {props.title}
                </A>
              }
            />
          }
        >
          {(section) => section.content()}
        </Show>
      </div>
    </Dynamic>
  );
}
