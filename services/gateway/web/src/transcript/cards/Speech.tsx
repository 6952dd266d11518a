// What an agent says, and what it thinks.
import { type JSX, Show } from "solid-js";

import { everyMinute } from "../../client";
import { CopyButton, duration, Icon } from "../../ui";
import { createFolding, useTranscript } from "../context";
import type { MessageItem } from "../fold/items";
import { clock } from "../format";
import { lastLine } from "../last-line";
import { LongMarkdown } from "./LongMarkdown";
import { Title } from "./Title";

export function Message(props: { item: MessageItem }): JSX.Element {
  const { sessionId } = useTranscript();
  return (
    <article class="transcript-message" aria-label={props.item.type === "echo" ? "Message repeated by the agent" : "Message by the agent"}>
      <LongMarkdown id={props.item.id} text={props.item.text} isDone={props.item.isDone} />
      <Show when={props.item.isDone}>
        <footer class="transcript-foot transcript-foot-quiet">
          <a class="transcript-time" href={`?sessionId=${sessionId}#${props.item.id}`} title="A link to this message">
            <time datetime={new Date(props.item.at).toISOString()}>{clock(props.item.at, everyMinute())}</time>
          </a>
          <CopyButton text={props.item.text} label="Copy as markdown" />
        </footer>
      </Show>
    </article>
  );
}

export function Thought(props: { item: MessageItem }): JSX.Element {
  const [isOpen, toggle] = createFolding(() => props.item.id, () => false);
  const took = () => props.item.until - props.item.at;
  const label = () => {
    if (!props.item.isDone) return "Thinking";
    return took() >= 1_000 ? `Thought for ${duration(took())}` : "Thought";
  };
  return (
    <div class="transcript-thought">
      <button type="button" class="transcript-fold" aria-expanded={isOpen()} onClick={toggle}>
        <Icon name={isOpen() ? "chevron-down" : "chevron-right"} size={14} />
        <span classList={{ "transcript-alive": !props.item.isDone }}>{label()}</span>
        <Show when={!isOpen()}>
          <span class="transcript-thought-line truncate"><Title text={lastLine(props.item.text)} /></span>
        </Show>
      </button>
      <Show when={isOpen()}>
        <div class="transcript-thought-body"><LongMarkdown id={props.item.id} text={props.item.text} isDone={props.item.isDone} /></div>
      </Show>
    </div>
  );
}
