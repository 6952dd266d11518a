// What an agent says, and what it thinks.
import { type JSX, Show } from "solid-js";

import { everyMinute } from "../../client";
import { CopyButton, duration, Icon } from "../../ui";
import { createFolding, useTranscript } from "../context";
import type { MessageItem } from "../fold/items";
import { clock } from "../format";
import { Markdown } from "../markdown/Markdown";
import { Title } from "./Title";

/** More characters of a message are shown when somebody asks for them: a browser takes a second to lay a megabyte out. */
const SHOWN = 100_000;

export function Message(props: { item: MessageItem }): JSX.Element {
  const { sessionId } = useTranscript();
  const [isWhole, toggle] = createFolding(() => `${props.item.id}/whole`, () => false);
  const rest = () => Math.max(0, props.item.text.length - SHOWN);
  const isCut = () => rest() > 0 && !isWhole();
  return (
    <article class="transcript-message" aria-label={props.item.type === "echo" ? "Message repeated by the agent" : "Message by the agent"}>
      <Markdown text={isCut() ? props.item.text.slice(0, SHOWN) : props.item.text} isDone={props.item.isDone} />
      <Show when={isCut()}>
        <button type="button" class="transcript-more" onClick={toggle}>Show {rest().toLocaleString("en")} more characters</button>
      </Show>
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
  const lastLine = () => props.item.text.trimEnd().split("\n").at(-1)?.slice(-160) ?? "";
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
          <span class="transcript-thought-line truncate"><Title text={lastLine()} /></span>
        </Show>
      </button>
      <Show when={isOpen()}>
        <div class="transcript-thought-body"><Markdown text={props.item.text} isDone={props.item.isDone} /></div>
      </Show>
    </div>
  );
}
