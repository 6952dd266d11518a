// What stands behind the last thing that was said.
import { For, type JSX, Show, createMemo, on } from "solid-js";

import type { SessionLog } from "../client";
import { Attachments } from "../transcript/cards/Prompt";
import { Empty, Skeleton } from "../ui";
import type { AgentSession, Attachment } from "./contract";
import type { Draft } from "./draft-book";
import { pendingOf } from "./outbox";
import type { TaskState } from "./task-state";
import { Working } from "./Working";

/** Behind what was said: what is on its way, and what is under way. */
export interface TailProps {
  session: AgentSession | undefined;
  sessionId: string;
  heardAt: number;
  stopAskedAt: number | undefined;
  onStop(): void;
}

export function Tail(props: TailProps): JSX.Element {
  return (
    <>
      <For each={pendingOf(props.sessionId)}>{(pending) => <OnItsWay draft={pending} label="Message on its way" />}</For>
      <For each={props.session?.steering}>{(message) => <OnItsWay draft={message} label="Message on its way into the turn" />}</For>
      <Working session={props.session} pending={pendingOf(props.sessionId)} heardAt={props.heardAt} stopAskedAt={props.stopAskedAt} onStop={props.onStop} />
    </>
  );
}

function OnItsWay(props: { draft: Draft; label: string }): JSX.Element {
  const attachments = () => props.draft.attachments.map((attachment) => attached(attachment));
  return (
    <article class="transcript-row transcript-prompt" aria-label={props.label}>
      <div class="transcript-bubble transcript-bubble-pending">
        <Show when={props.draft.text}><p class="transcript-said">{props.draft.text}</p></Show>
        <Attachments attachments={attachments()} />
      </div>
    </article>
  );
}

const attached = ({ filePath, lineNumber, lineContent, imageId }: Attachment) => ({
  filePath,
  lineNumber: lineNumber ?? null,
  lineContent: lineContent ?? null,
  imageId: imageId ?? null,
});

/** Before anything was said. */
export function Nothing(props: { state: TaskState; log: SessionLog; onStop(): void }): JSX.Element {
  const session = () => props.state.session();
  const isEmpty = createMemo(on([props.log.status, props.log.version], () => props.log.status() !== "loading" && props.log.events.length === 0));
  return (
    <div class="session-nothing">
      <Show when={isEmpty()} fallback={<Skeleton lines={6} label="Reading what was said" />}>
        <Tail session={session()} sessionId={session()?.sessionId ?? ""} heardAt={0} stopAskedAt={undefined} onStop={props.onStop} />
        <Show when={pendingOf(session()?.sessionId ?? "").length === 0 && !session()?.turn}>
          <Empty icon="message-square" title="Nothing was said here yet">What you write below starts the agent.</Empty>
        </Show>
      </Show>
    </div>
  );
}
