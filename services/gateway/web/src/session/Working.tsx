// What is under way: since when, how quiet the agent is, how far its stopping is.
import { type JSX, Show, createEffect, createSignal, on } from "solid-js";

import { connection, everySecond } from "../client";
import { Button, duration, Icon, roughly, Spinner, stopwatch } from "../ui";
import type { AgentSession } from "./contract";
import { OFFER_STOP_AFTER, QUIET_AFTER, quietFor } from "./quiet";

/** How long an agent that was asked to stop may take before its process is ended, in milliseconds. */
const STOP_WITHIN = 10_000;

export function Working(props: {
  session: AgentSession | undefined;
  /** When the first message on its way was sent; undefined when none is. */
  sentAt: number | undefined;
  /** When the agent was last heard, in milliseconds since 1970; 0 for never. */
  heardAt: number;
  /** When the agent was asked to stop its present turn; undefined while it was not. */
  stopAskedAt: number | undefined;
  onStop(): void;
}): JSX.Element {
  const since = () => props.session?.runningSince ?? props.sentAt;
  // Until the log says when the agent was asked, it counts from when that was seen here.
  const [seenSince, setSeenSince] = createSignal<number>();
  createEffect(on(() => props.session?.isStopping, (isStopping) => setSeenSince(isStopping ? Date.now() : undefined)));
  const stopSince = () => (props.session?.isStopping ? (props.stopAskedAt ?? seenSince()) : undefined);
  const quiet = () => quietFor(props.session, props.heardAt, everySecond());
  const label = () => {
    const left = (stopSince() ?? 0) + STOP_WITHIN - everySecond();
    if (stopSince() !== undefined && left <= 0) return "Ending the agent's process";
    if (stopSince() !== undefined) return `Asked the agent to stop; its process is ended in ${roughly(left)}`;
    if (props.session?.status === "needsAnswer") return "Waits for your answer";
    if (props.session?.status === "opening") return "Getting ready; your message is sent as soon as it is";
    if (!props.session?.turn && props.sentAt !== undefined) return connection.state() === "live" ? "Sending" : "Sent as soon as the connection is back";
    return quiet() >= QUIET_AFTER ? `Working, quiet for ${duration(quiet())}` : "Working";
  };
  return (
    <Show when={since()}>
      {(since) => (
        <div class="session-working" role="status" aria-label={label()} classList={{ "session-working-quiet": quiet() >= QUIET_AFTER }}>
          <Show when={props.session?.status !== "needsAnswer"} fallback={<Icon name="shield-alert" size={14} class="session-needs" />}>
            <Spinner size={12} />
          </Show>
          <span>{label()}</span>
          <span class="session-elapsed tabular mono">{stopwatch(everySecond() - since())}</span>
          <Show when={quiet() >= OFFER_STOP_AFTER && !props.session?.isStopping}>
            <Button size="small" kind="danger" icon="circle-stop" onClick={props.onStop}>Stop the agent</Button>
          </Show>
        </div>
      )}
    </Show>
  );
}
