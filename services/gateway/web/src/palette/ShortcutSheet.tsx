import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { letterKeys } from "../settings/preferences";
import { Dialog, Kbd } from "../ui";
import { commands } from "./commands";
import { isSingle, type Key, KEYMAP, shown } from "./keymap";
import "./palette.css";

const GROUPS = [...new Set(KEYMAP.map((key) => key.group))];

/** Every shortcut there is; those that do nothing where one is now are pale. */
export function ShortcutSheet(props: { open: boolean; close: () => void }) {
  return (
    <Dialog
      open={props.open}
      onClose={props.close}
      title="Shortcuts"
      width={720}
      about={
        <Show when={letterKeys() === "off"}>
          Single letters are turned off in{" "}
          <A class="link" href="/account/keyboard" onClick={() => props.close()}>
            your account
          </A>
          .
        </Show>
      }
    >
      {/* Read first: the way out, which comes before it, would show its tip over it. */}
      <div class="shortcuts" tabIndex={-1} autofocus>
        <For each={GROUPS}>
          {(group) => (
            <section aria-label={group}>
              <h3>{group}</h3>
              <dl>
                <For each={KEYMAP.filter((key) => key.group === group)}>{(key) => <Line key={key} />}</For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  );
}

function Line(props: { key: Key }) {
  const isOff = () => letterKeys() === "off" && props.key.keys.every(isSingle);
  const isHere = () => props.key.command === undefined || commands().some((command) => command.id === props.key.command);
  return (
    <div classList={{ "shortcuts-pale": isOff() || !isHere() }}>
      <dt>
        {props.key.does}
        <Show when={!isHere()}>
          <span class="sr-only"> (not here)</span>
        </Show>
      </dt>
      <dd>
        <For each={props.key.keys}>{(keys) => <Kbd keys={shown(keys)} />}</For>
      </dd>
    </div>
  );
}
