// A tool call: what the agent does, to which files, how it went, and what came of it.
import { For, type JSX, Match, Show, Switch } from "solid-js";

import { everySecond } from "../../client";
import { Icon, type IconName, lasting, Revealed, Spinner } from "../../ui";
import { createFolding, useTranscript } from "../context";
import type { Location, ToolContent, ToolItem, ToolStatus } from "../fold/items";
import { hasContent, pretty } from "../fold/json";
import { programOutput } from "../fold/tool";
import { InlineDiff } from "./InlineDiff";
import { LongMarkdown } from "./LongMarkdown";
import { Output } from "./Output";
import { Picture, fromBase64 } from "./Picture";
import { Title } from "./Title";
import "./tool.css";

const ICONS: Record<string, IconName> = {
  read: "file-text",
  edit: "pencil",
  delete: "file-minus",
  move: "arrow-right",
  search: "search",
  execute: "square-terminal",
  think: "brain",
  fetch: "globe",
  switch_mode: "sliders-horizontal",
};

/** Agents call kinds what they like, `constructor` as well. */
const iconOf = (kind: string): IconName => (Object.hasOwn(ICONS, kind) ? ICONS[kind] : undefined) ?? "wrench";

/** What agents do many times over, and changes nothing: a line each, without a frame. */
const QUIET = new Set(["read", "search", "fetch", "think"]);

const CHANGES = new Set(["edit", "delete", "move"]);

const STATUS_TEXT: Record<ToolStatus, string> = {
  pending: "Waiting",
  running: "Running",
  completed: "Done",
  failed: "Failed",
  stopped: "Stopped",
};

const MARKS: Partial<Record<ToolStatus, IconName>> = { completed: "check", failed: "x", stopped: "square" };

export function Tool(props: { item: ToolItem }): JSX.Element {
  const { asOf, diffHref, fileHref } = useTranscript();
  const item = () => props.item;
  // What was changed is seen in its diff, what was read in the file.
  const href = ({ path, line }: Location) => (CHANGES.has(item().kind) ? diffHref(path) : fileHref(path, line));
  const isOver = () => item().endedAt !== null;
  const output = () => programOutput(item());
  const parts = () => item().content.filter((part) => output() === undefined || part.type !== "text");
  // What has changed is what people want to see; the rest is there when they want it.
  const [isOpen, toggle] = createFolding(() => item().id, () => item().content.some((part) => part.type === "diff"));
  const hasBody = () => item().content.length > 0 || output() !== undefined || hasContent(item().input) || hasContent(item().output);
  const isQuiet = () => QUIET.has(item().kind) && item().status !== "failed" && !isOpen();
  const took = () => (item().endedAt ?? asOf() ?? everySecond()) - item().at;
  return (
    <div
      role="group"
      class="transcript-card transcript-tool"
      classList={{ "transcript-tool-quiet": isQuiet() }}
      data-status={item().status}
      aria-label={`${item().title}: ${STATUS_TEXT[item().status]}`}
    >
      <header class="transcript-card-head">
        <button type="button" class="transcript-fold" aria-expanded={isOpen()} disabled={!hasBody()} onClick={toggle}>
          <Icon name={iconOf(item().kind)} size={14} />
          <span class="truncate" classList={{ mono: item().kind === "execute" }} title={item().title}><Title text={item().title} /></span>
        </button>
        <span class="transcript-card-side">
          <For each={item().locations.slice(0, 2)}>
            {(location) => (
              <a class="transcript-place mono truncate" href={href(location)} title={`Open ${location.path}`}>
                <Revealed text={location.path.split("/").at(-1) ?? ""} />
                {location.line === null ? "" : `:${location.line}`}
              </a>
            )}
          </For>
          <Show when={item().exitCode !== null && item().exitCode !== 0}>
            <span class="transcript-exit mono">exit {item().exitCode}</span>
          </Show>
          <Show when={took() >= 1_000}>
            <span class="transcript-took tabular">{lasting(took(), item().endedAt !== undefined)}</span>
          </Show>
          <StatusMark status={item().status} isOver={isOver()} />
        </span>
      </header>
      <Show when={isOpen() && hasBody()}>
        <div class="transcript-card-body">
          <For each={parts()}>{(part, at) => <Part id={`${item().id}/${at()}`} part={part} />}</For>
          <Show when={output() !== undefined}><Output id={item().id} text={output() ?? ""} /></Show>
          <Raw item={item()} />
        </div>
      </Show>
    </div>
  );
}

function StatusMark(props: { status: ToolStatus; isOver: boolean }): JSX.Element {
  const icon = () => MARKS[props.status];
  return (
    <span class="transcript-mark" data-status={props.status} title={STATUS_TEXT[props.status]}>
      <Show when={icon()} fallback={<Spinner size={12} />}>{(icon) => <Icon name={icon()} size={14} />}</Show>
      <span class="sr-only">{STATUS_TEXT[props.status]}</span>
    </span>
  );
}

function Part(props: { id: string; part: ToolContent }): JSX.Element {
  const as = <T extends ToolContent["type"]>(type: T) =>
    props.part.type === type ? (props.part as Extract<ToolContent, { type: T }>) : undefined;
  return (
    <Switch>
      <Match when={as("text")}>{(part) => <LongMarkdown id={props.id} text={part().text} isDone />}</Match>
      <Match when={as("diff")}>{(part) => <InlineDiff path={part().path} before={part().oldText} after={part().newText} />}</Match>
      <Match when={as("image")}>{(part) => <Picture load={() => Promise.resolve(fromBase64(part().image))} label="Image made by the tool" />}</Match>
      <Match when={as("terminal")}>{(part) => <p class="transcript-quiet">Runs in the terminal <code>{part().terminalId}</code></p>}</Match>
      <Match when={as("other")}>{(part) => <pre class="transcript-raw">{pretty(part().raw)}</pre>}</Match>
    </Switch>
  );
}

/** What the tool was given and has given back, as the agent tells it: folded, for whoever wants to know exactly. */
function Raw(props: { item: ToolItem }): JSX.Element {
  const [isOpen, toggle] = createFolding(() => `${props.item.id}/raw`, () => false);
  return (
    <Show when={hasContent(props.item.input) || hasContent(props.item.output)}>
      <button type="button" class="transcript-fold transcript-quiet" aria-expanded={isOpen()} onClick={toggle}>
        <Icon name={isOpen() ? "chevron-down" : "chevron-right"} size={12} />
        Details
      </button>
      <Show when={isOpen()}>
        <Show when={hasContent(props.item.input)}><pre class="transcript-raw" aria-label="Input">{pretty(props.item.input)}</pre></Show>
        <Show when={hasContent(props.item.output)}><pre class="transcript-raw" aria-label="Output">{pretty(props.item.output)}</pre></Show>
      </Show>
    </Show>
  );
}
