// What a person has said: on the right, with who it was.
import { For, type JSX, Show } from "solid-js";

import { everyMinute } from "../../client";
import { Avatar, CopyButton, Icon } from "../../ui";
import { createFolding, useTranscript } from "../context";
import type { Attached, PromptItem } from "../fold/items";
import { clock } from "../format";
import { Picture } from "./Picture";
import "./speech.css";

/** Longer messages are folded. */
const LONG_LINES = 14;
const LONG_CHARACTERS = 1_600;

export function Prompt(props: { item: PromptItem }): JSX.Element {
  const { image, person, sessionId } = useTranscript();
  const isLong = () => props.item.text.length > LONG_CHARACTERS || props.item.text.split("\n").length > LONG_LINES;
  const [isOpen, toggle] = createFolding(() => props.item.id, () => !isLong());
  const author = () => person(props.item.author);
  return (
    <article class="transcript-prompt" aria-label={`Message${author() ? ` by ${author()?.login}` : ""}`}>
      <div class="transcript-bubble" classList={{ "transcript-bubble-folded": !isOpen() }}>
        <Show when={props.item.text}>
          <p class="transcript-said">{props.item.text}</p>
        </Show>
        <Attachments attachments={props.item.attachments} />
        <For each={props.item.attachments.filter((attached) => attached.imageId)}>
          {(attached) => <Picture load={() => image(attached.imageId ?? "")} label={attached.filePath} />}
        </For>
        <Show when={props.item.summary}>{(summary) => <Summary id={props.item.id} text={summary()} />}</Show>
      </div>
      <footer class="transcript-foot">
        <Show when={isLong()}>
          <button type="button" class="link" onClick={toggle}>{isOpen() ? "Show less" : "Show all"}</button>
        </Show>
        <Show when={props.item.isSteering}>
          <span>{props.item.isTaken ? "told while it worked" : "not taken by the agent, it waits in the queue"}</span>
        </Show>
        <CopyButton text={props.item.text} label="Copy message" />
        <a class="transcript-time" href={`?sessionId=${sessionId}#${props.item.id}`} title="A link to this message">
          <time datetime={new Date(props.item.at).toISOString()}>{clock(props.item.at, everyMinute())}</time>
        </a>
        <Show when={author()}>
          {(author) => (
            <span class="transcript-author">
              <Avatar name={author().login} size={16} />
              {author().login}
            </span>
          )}
        </Show>
      </footer>
    </article>
  );
}

export function Attachments(props: { attachments: Attached[] }): JSX.Element {
  return (
    <Show when={props.attachments.length > 0}>
      <ul class="transcript-attachments" aria-label="Attachments">
        <For each={props.attachments}>
          {(attached) => (
            <li class="transcript-chip mono" title={attached.lineContent ?? attached.filePath}>
              <Icon name={attached.imageId ? "image" : "file-text"} size={12} />
              {attached.filePath}
              {attached.lineNumber === null ? "" : `:${attached.lineNumber}`}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** What Foundry has told an agent that remembers nothing, before the message itself. */
function Summary(props: { id: string; text: string }): JSX.Element {
  const [isOpen, toggle] = createFolding(() => `${props.id}/summary`, () => false);
  return (
    <>
      <button type="button" class="transcript-fold transcript-quiet" aria-expanded={isOpen()} onClick={toggle}>
        <Icon name={isOpen() ? "chevron-down" : "chevron-right"} size={12} />
        With a summary of what was said before
      </button>
      <Show when={isOpen()}><p class="transcript-said transcript-quiet">{props.text}</p></Show>
    </>
  );
}
