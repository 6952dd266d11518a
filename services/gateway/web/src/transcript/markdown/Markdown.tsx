// Markdown as nodes of the page. What changes is found by its place: a chunk of a message that is being said changes one text.
import { For, Index, type JSX, Match, Show, Switch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import { known, reader } from "./client";
import type { Inline } from "./inlines";
import type { Block } from "./nodes";
import { inlineParts, textParts } from "./parts";
import "./markdown.css";
import { CopyButton, Revealed, revealed } from "../../ui";

/** `isDone`: the text grows no more. */
export function Markdown(props: { text: string; isDone: boolean }): JSX.Element {
  const [blocks, setBlocks] = createSignal<Block[] | undefined>(known(props.text));
  const reading = reader(setBlocks);
  let wasRead = false;
  onCleanup(() => reading.end());
  createEffect(
    on([() => props.text, () => props.isDone], ([text, isDone]) => {
      if (!wasRead && isDone && blocks()) return;
      wasRead = true;
      reading.read(text, isDone);
    }),
  );
  return (
    <div class="markdown">
      <Show when={blocks()} fallback={<p class="markdown-plain">{props.text}</p>}>
        {(blocks) => <Blocks blocks={blocks()} />}
      </Show>
    </div>
  );
}

function Blocks(props: { blocks: Block[] }): JSX.Element {
  return <Index each={props.blocks}>{(block) => <BlockNode block={block()} />}</Index>;
}

type Of<T extends Block["t"]> = Extract<Block, { t: T }>;

function BlockNode(props: { block: Block }): JSX.Element {
  const as = <T extends Block["t"]>(type: T) => (props.block.t === type ? (props.block as Of<T>) : undefined);
  return (
    <Switch>
      <Match when={as("paragraph")}>{(block) => <Paragraph block={block()} />}</Match>
      <Match when={as("heading")}>{(block) => <Heading block={block()} />}</Match>
      <Match when={as("code")}>{(block) => <Code block={block()} />}</Match>
      <Match when={as("quote")}>{(block) => <blockquote><Blocks blocks={block().blocks} /></blockquote>}</Match>
      <Match when={as("list")}>{(block) => <List block={block()} />}</Match>
      <Match when={as("table")}>{(block) => <Table block={block()} />}</Match>
      <Match when={as("rule")}><hr /></Match>
    </Switch>
  );
}

function Paragraph(props: { block: Of<"paragraph"> }): JSX.Element {
  const parts = createMemo(() => inlineParts(props.block.children));
  return (
    <p>
      <Show when={parts().length > 1} fallback={<Inlines nodes={parts()[0] ?? []} />}>
        <Index each={parts()}>{(nodes) => <span class="markdown-part"><Inlines nodes={nodes()} /></span>}</Index>
      </Show>
    </p>
  );
}

/** Code without colours. */
function Plain(props: { text: string }): JSX.Element {
  const parts = createMemo(() => textParts(props.text));
  return (
    <Show when={parts().length > 1} fallback={<Revealed text={props.text} isText />}>
      <Index each={parts()}>{(text) => <span class="markdown-part"><Revealed text={text()} isText /></span>}</Index>
    </Show>
  );
}

/** Below the page's own headings, and all alike: agents skip levels, and the page's outline stays one. */
function Heading(props: { block: Of<"heading"> }): JSX.Element {
  return (
    <div role="heading" aria-level={3} class="markdown-heading" data-depth={props.block.depth}>
      <Inlines nodes={props.block.children} />
    </div>
  );
}

function Code(props: { block: Of<"code"> }): JSX.Element {
  return (
    <div class="markdown-code">
      <div class="markdown-code-head">
        <span>{props.block.language || "text"}</span>
        <CopyButton text={props.block.text} label="Copy code" />
      </div>
      {/* It scrolls sideways: whoever has no mouse scrolls it with the arrows. */}
      <pre tabindex="0" aria-label={`Code, ${props.block.language || "text"}`}>
        <code>
          <Show when={props.block.lines} fallback={<Plain text={props.block.text} />}>
            {(lines) => (
              <For each={lines()}>
                {(line, at) => (
                  <>
                    {at() > 0 ? "\n" : ""}
                    <For each={line}>{([text, kind]) => (kind ? <span class={`code-${kind}`}>{revealed(text)}</span> : revealed(text))}</For>
                  </>
                )}
              </For>
            )}
          </Show>
        </code>
      </pre>
    </div>
  );
}

function List(props: { block: Of<"list"> }): JSX.Element {
  const items = () => (
    <Index each={props.block.items}>
      {(item) => (
        <li classList={{ "markdown-task": item().checked !== null }}>
          <Show when={item().checked !== null}>
            <input type="checkbox" disabled checked={item().checked === true} aria-label={item().checked ? "Done" : "Open"} />
          </Show>
          <Blocks blocks={item().blocks} />
        </li>
      )}
    </Index>
  );
  return (
    <Show when={props.block.isOrdered} fallback={<ul>{items()}</ul>}>
      <ol start={props.block.start}>{items()}</ol>
    </Show>
  );
}

function Table(props: { block: Of<"table"> }): JSX.Element {
  const align = (at: number) => ({ "text-align": props.block.align[at] ?? "left" }) as const;
  return (
    <div class="markdown-table" tabindex="0" role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            <Index each={props.block.head}>{(cell, at) => <th scope="col" style={align(at)}><Inlines nodes={cell()} /></th>}</Index>
          </tr>
        </thead>
        <tbody>
          <Index each={props.block.rows}>
            {(row) => (
              <tr>
                <Index each={row()}>{(cell, at) => <td style={align(at)}><Inlines nodes={cell()} /></td>}</Index>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
}

function Inlines(props: { nodes: Inline[] }): JSX.Element {
  return <Index each={props.nodes}>{(node) => <InlineNode node={node()} />}</Index>;
}

function InlineNode(props: { node: Inline }): JSX.Element {
  const as = <T extends Inline["t"]>(type: T) => (props.node.t === type ? (props.node as Extract<Inline, { t: T }>) : undefined);
  return (
    <Switch>
      <Match when={as("text")}>{(node) => <>{node().text}</>}</Match>
      <Match when={as("code")}>{(node) => <code><Revealed text={node().text} /></code>}</Match>
      <Match when={as("strong")}>{(node) => <strong><Inlines nodes={node().children} /></strong>}</Match>
      <Match when={as("em")}>{(node) => <em><Inlines nodes={node().children} /></em>}</Match>
      <Match when={as("del")}>{(node) => <del><Inlines nodes={node().children} /></del>}</Match>
      <Match when={as("break")}><br /></Match>
      <Match when={as("link")}>
        {(node) => (
          <a class="link" href={node().href} target="_blank" rel="noopener noreferrer nofollow" title={node().href}>
            <Inlines nodes={node().children} />
          </a>
        )}
      </Match>
    </Switch>
  );
}
