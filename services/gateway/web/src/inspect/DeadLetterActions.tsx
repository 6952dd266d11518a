/** What an admin can do with a command that could not be processed: run it again, as it was or mended, or give it up. */

import { createSignal, Show } from "solid-js";
import { Problem, request } from "../client";
import { Button, confirm, Notice, toast } from "../ui";
import { actorKey, type ActorRef } from "./actors";
import { HIDDEN, redactText } from "./redact";
import type { DeadLetter } from "./types";

interface Props {
  organizationId: string;
  actor: ActorRef;
  letter: DeadLetter;
  /** Why this person may do neither; `undefined` when they may. */
  forbidden: string | undefined;
  settled: () => void;
}

/** `undefined`: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Said beside the field; nothing is sent.
    return undefined;
  }
}

export function DeadLetterActions(props: Props) {
  const [body, setBody] = createSignal(redactText(props.letter.body));
  const [isMending, setMending] = createSignal(false);
  const [busy, setBusy] = createSignal<"replay" | "drop">();
  const [says, setSays] = createSignal<string>();
  const isChanged = () => body() !== redactText(props.letter.body);
  /** Why it cannot be sent as it stands. */
  const wrong = () =>
    parsed(body()) === undefined
      ? "This is no JSON; it cannot be sent."
      : body().includes(HIDDEN)
        ? `Something is hidden (${HIDDEN}). Write what belongs there.`
        : undefined;

  async function settle(what: "replay" | "drop") {
    setBusy(what);
    setSays(undefined);
    const key = actorKey(props.organizationId, props.actor);
    const id = props.letter.id;
    try {
      if (what === "drop") await request(`${props.actor.kind}.dropDeadLetter` as "task.dropDeadLetter", key, { id });
      else {
        const mended = isMending() && isChanged() ? parsed(body()) : null;
        const { outcome } = await request(`${props.actor.kind}.replayDeadLetter` as "task.replayDeadLetter", key, { id, body: mended });
        if (outcome?.status === "done") toast({ kind: "success", text: `${props.letter.command} has run` });
        else
          toast({
            kind: "warning",
            text: `${props.letter.command} ran again: ${outcome?.status}`,
            detail: outcome && "message" in outcome ? redactText(outcome.message) : undefined,
          });
      }
      props.settled();
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    } finally {
      setBusy(undefined);
    }
  }

  async function giveUp() {
    const about = "The command is deleted, and never runs. This cannot be undone.";
    if (await confirm({ title: `Give up ${props.letter.command}?`, about, action: "Give it up", danger: true })) await settle("drop");
  }

  return (
    <div class="inspect-letter">
      <p>
        <strong>Why</strong> {redactText(props.letter.reason)}
      </p>
      <Show when={isMending()} fallback={<pre class="inspect-body">{redactText(props.letter.body) || "(empty)"}</pre>}>
        <textarea
          class="page-input mono"
          rows={6}
          aria-label="The command's body"
          aria-invalid={wrong() !== undefined}
          value={body()}
          onInput={(event) => setBody(event.currentTarget.value)}
        />
        <Show when={wrong()}>{(why) => <p class="page-wrong">{why()}</p>}</Show>
      </Show>
      <Show when={props.forbidden === undefined} fallback={<p class="inspect-muted">{props.forbidden}</p>}>
        <div class="inspect-actions">
          <Button
            size="small"
            icon="rotate-ccw"
            busy={busy() === "replay"}
            disabled={busy() !== undefined}
            reason={isMending() && isChanged() ? wrong() : undefined}
            onClick={() => void settle("replay")}
          >
            {isMending() && isChanged() ? "Run it mended" : "Run it again"}
          </Button>
          <Show
            when={props.letter.bodyBytes === undefined}
            fallback={<span class="inspect-muted">Only the beginning of its {props.letter.bodyBytes} bytes is shown, so it cannot be mended here.</span>}
          >
            <Button size="small" kind="quiet" icon="pencil" aria-pressed={isMending()} onClick={() => setMending(!isMending())}>
              {isMending() ? "As it was" : "Mend the body"}
            </Button>
          </Show>
          <Button size="small" kind="quiet" icon="x" busy={busy() === "drop"} disabled={busy() !== undefined} onClick={() => void giveUp()}>
            Give it up…
          </Button>
        </div>
      </Show>
      <Show when={says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
    </div>
  );
}
