// What stands behind the last thing that was said.
import { For, type JSX, Show } from "solid-js";

import type { SessionLog } from "../client";
import { Attachments } from "../transcript/cards/Prompt";
import { Empty, Skeleton } from "../ui";
import type { AgentSession, Attachment } from "./contract";
import type { Draft } from "./draft-book";
import type { Sent } from "./on-its-way";
import { Working } from "./Working";

export interface TailProps {
  session: AgentSession | undefined;
  /** What is on its way. */
  sent: Sent[];
  heardAt: number;
  stopAskedAt: number | undefined;
  onStop(): void;
}

/** What is on its way, and what is under way. */
export function Tail(props: TailProps): JSX.Element {
  return (
    <>
      <For each={props.sent}>{(sent) => <OnItsWay draft={sent} label="Message on its way" />}</For>
      <For each={props.session?.steering}>{(message) => <OnItsWay draft={message} label="Message on its way into the turn" />}</For>
      <Working
        session={props.session}
        sentAt={sentAt(props.sent)}
        heardAt={props.heardAt}
        stopAskedAt={props.stopAskedAt}
        onStop={props.onStop}
      />
    </>
  );
}

const sentAt = (sent: (Sent & { at?: number })[]): number | undefined => sent.find((one) => one.at !== undefined)?.at;

export function OnItsWay(props: { draft: Draft; label: string }): JSX.Element {
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

/** Before anything was said. `children`: what is on its way, and what is under way. */
export function Nothing(props: { log: SessionLog; isWaiting: boolean; waits: number; children: JSX.Element }): JSX.Element {
  const isEmpty = () => props.log.status() !== "loading" && props.log.version() >= 0 && props.log.events.length === 0;
  return (
    <div class="session-nothing">
      <Show when={isEmpty()} fallback={<Skeleton lines={6} label="Reading what was said" />}>
        {props.children}
        <Show when={!props.isWaiting}>
          <Empty icon="message-square" title="Nothing was said here yet">
            {props.waits === 0 ? "What you write below starts the agent." : "What waits below goes to the agent as soon as it can work."}
          </Empty>
        </Show>
      </Show>
    </div>
  );
}
