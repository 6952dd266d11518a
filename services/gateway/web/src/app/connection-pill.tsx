import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import { connection } from "../client";
import { Icon, roughly } from "../ui";

/** A connection that comes back at once is not worth a word; after this long it is, in milliseconds. */
const PATIENCE = 1_500;

/** Says so when what is shown may be out of date, and what waits for the connection. */
export function ConnectionPill() {
  const [isLate, setLate] = createSignal(false);
  createEffect(() => {
    setLate(false);
    const { state } = connection;
    if (state() !== "connecting" && state() !== "offline") return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    onCleanup(() => clearTimeout(timer));
  });
  const text = () => {
    if (connection.state() === "offline") return "Offline";
    return connection.retryIn() > 0 ? `Reconnecting in ${roughly(connection.retryIn() * 1_000)}` : "Reconnecting";
  };
  const waiting = () => connection.waitingCommands();
  return (
    <Show when={isLate() || waiting() > 0}>
      <div class="app-connection-place" role="status">
        <button
          type="button"
          class="app-connection"
          data-tip="What is shown was true when the connection was lost. Press to try now."
          onClick={() => connection.retryNow()}
        >
          <Icon name={connection.state() === "live" ? "cloud-upload" : "cloud-off"} />
          <Show when={isLate()}>
            <span class="tabular">{text()}</span>
          </Show>
          <Show when={waiting() > 0}>
            <span class="app-connection-waiting">
              {waiting()} {waiting() === 1 ? "change waits" : "changes wait"}
            </span>
          </Show>
        </button>
      </div>
    </Show>
  );
}
