import { createSignal, onCleanup, Show } from "solid-js";
import { connection, session } from "../client";
import { Button, Empty, Spinner } from "../ui";
import { waitsFor } from "./waits-for";

/** So long people wait without a word, in milliseconds. */
const SILENT = 8_000;

/** Nothing can be shown yet. After a while it is said what is waited for, and what can be done. Without a label it is blank until then. */
export function Splash(props: { label?: string }) {
  const [isLong, setLong] = createSignal(false);
  const timer = setTimeout(() => setLong(true), SILENT);
  onCleanup(() => clearTimeout(timer));
  const said = () => waitsFor(Boolean(session()), connection.state());
  return (
    <main class="app-splash">
      <Show when={isLong()} fallback={<Show when={props.label}>{(label) => <Spinner size={20} label={label()} />}</Show>}>
        <Empty
          isPage
          busy
          title={said().title}
          action={
            <Button icon="refresh-cw" onClick={() => window.location.reload()}>
              Reload
            </Button>
          }
        >
          {said().text}
        </Empty>
      </Show>
    </main>
  );
}
