import { Show } from "solid-js";
import { type ActorRef, inspectHref } from "./actors";
import { Cause } from "./Cause";
import { DeadLetterActions } from "./DeadLetterActions";
import { Fact, Facts } from "./Facts";
import { clock, day } from "./format";
import { JsonTree } from "./JsonTree";
import { redactText } from "./redact";
import type { CommandRow } from "./timeline";
import { CopyButton, duration } from "../ui";

interface Props {
  organizationId: string;
  actor: ActorRef;
  row: CommandRow;
  forbidden: string | undefined;
  settled: () => void;
  find: (id: string) => (() => void) | undefined;
}

/** Everything that the journal has of one command. */
export function CommandDetail(props: Props) {
  const outcome = () => props.row.entry?.outcome;
  return (
    <div class="inspect-detail">
      <Show when={props.row.letter}>
        {(letter) => (
          <DeadLetterActions
            organizationId={props.organizationId}
            actor={props.actor}
            letter={letter()}
            forbidden={props.forbidden}
            settled={props.settled}
          />
        )}
      </Show>
      <Show when={props.row.entry}>
        {(entry) => (
          <>
            <Facts>
              <Fact name="Id">
                <code>{entry().id}</code>
                <CopyButton text={entry().id} label="Copy the command's id" />
              </Fact>
              <Cause organizationId={props.organizationId} actor={props.actor} row={props.row} find={props.find} />
              <Fact name="Accepted">
                {day(entry().receivedAt)} {clock(entry().receivedAt)}
              </Fact>
              <Fact name="Took">
                {duration(entry().doneAt - entry().receivedAt)}, {entry().attempts === 1 ? "first try" : `${entry().attempts} tries`}
              </Fact>
              <Fact name="In its stream">{entry().streamSequence}</Fact>
              <Fact name="Link">
                <CopyButton
                  text={location.origin + inspectHref(props.organizationId, props.actor, entry().id)}
                  label="Copy a link to this command"
                  kind="text"
                />
              </Fact>
            </Facts>
            <div class="inspect-columns">
              <div>
                <h2>Input</h2>
                <Show when={entry().inputBytes}>{(bytes) => <p class="inspect-muted">The beginning of {bytes()} bytes</p>}</Show>
                <JsonTree value={entry().input} label="Input" />
              </div>
              <div>
                <h2>Outcome</h2>
                <Show when={props.row.says !== ""}>
                  <p class="inspect-says">{redactText(props.row.says)}</p>
                </Show>
                <Show when={entry().replyBytes}>{(bytes) => <p class="inspect-muted">The beginning of a reply of {bytes()} bytes</p>}</Show>
                <JsonTree value={outcome()} label="Outcome" />
              </div>
            </div>
          </>
        )}
      </Show>
    </div>
  );
}
