import { createEffect, createMemo, createSignal, For, Match, on, Show, Switch, type JSX } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";

import { colouredPieces, shownLine } from "../diff/pieces";
import { rangeTo, attachmentOf, contains, type LineRange } from "../diff/review";
import { setWrapping, wrapping } from "../diff/preferences";
import { SelectionBar } from "../diff/selection-bar";
import { FileName } from "../changes/file-name";
import { Picture } from "../pictures/Side";
import { isDrawing, isPicture } from "../pictures/sides";
import { attach } from "../session/attachments";
import { Button, CopyButton, Empty, IconButton, Notice, Revealed, Skeleton, Spinner } from "../ui";
import { useColours } from "./colours";
import { languageOf } from "./language";
import { bytes, longest, type FileText } from "./text";
import { useFile } from "./use-file";

export interface ViewerProps {
  organizationId: string;
  taskId: string;
  path: string;
  line?: number;
  onLine: (line: number | undefined) => void;
  onClose: () => void;
  onDiff?: () => void;
}

/** A file, to be read: lines are chosen and attached to the message. */
export function Viewer(props: ViewerProps): JSX.Element {
  const reading = useFile(() => ({ organizationId: props.organizationId, taskId: props.taskId, path: props.path, line: props.line }));
  /** Of a drawing, which is a text as well: as it looks. */
  const [wantsPicture, setWantsPicture] = createSignal(true);
  const isShown = () => isDrawing(props.path) && wantsPicture() && !props.line;
  const [readings, setReadings] = createSignal(0);
  return (
    <section class="viewer" aria-label={props.path}>
      <header class="viewer-head">
        <IconButton icon="arrow-left" label="All files" onClick={props.onClose} />
        <FileName path={props.path} />
        <Show when={reading.isReading()}>
          <Spinner />
        </Show>
        <Show when={reading.text()}>{(text) => <span class="viewer-size">{bytes(text().size)}</span>}</Show>
        <CopyButton text={props.path} label="Copy the path" />
        <Show when={props.onDiff}>{(onDiff) => <IconButton icon="diff" label="What changed in it" onClick={() => onDiff()()} />}</Show>
        <IconButton
          icon="text-wrap"
          label="Wrap long lines"
          pressed={wrapping() === "wrap"}
          onClick={() => setWrapping(wrapping() === "wrap" ? "scroll" : "wrap")}
        />
        <Show when={isDrawing(props.path)}>
          <IconButton icon="image" label="Show the picture" pressed={isShown()} onClick={() => (setWantsPicture(!isShown()), props.onLine(undefined))} />
        </Show>
        <IconButton icon="refresh-cw" label="Read it again" onClick={() => (reading.again(), setReadings((count) => count + 1))} />
      </header>
      <Show when={reading.text() && reading.problem()}>
        {(problem) => <Notice tone="warning" action={<Button size="small" onClick={reading.again}>Try again</Button>}>{problem().detail}</Notice>}
      </Show>
      <Switch>
        <Match when={reading.text() && isPicture(props.path) && (reading.text()?.isBinary || isShown())}>
          <Picture source={{ organizationId: props.organizationId, taskId: props.taskId, path: props.path, readAt: readings() }} />
        </Match>
        <Match when={reading.text()?.isBinary}>
          <Empty icon="file" title="A binary file">
            {bytes(reading.text()?.size ?? 0)}; it cannot be shown as text.
          </Empty>
        </Match>
        <Match when={reading.text()?.lines.length === 0}>
          <Empty icon="file" title="An empty file" />
        </Match>
        <Match when={reading.text()}>{(text) => <Lines {...props} text={text()} isReading={reading.isReading()} onMore={reading.more} />}</Match>
        <Match when={reading.problem()}>
          {(problem) => (
            <Empty icon="circle-alert" title="The file cannot be read" action={<Button onClick={reading.again}>Try again</Button>}>
              {problem().detail}
            </Empty>
          )}
        </Match>
        <Match when={true}>
          <Skeleton lines={8} label={`Loading ${props.path}`} />
        </Match>
      </Switch>
    </section>
  );
}

function Lines(props: ViewerProps & { text: FileText; isReading: boolean; onMore: () => void }): JSX.Element {
  const toRange = (line: number | undefined): LineRange | undefined => (line ? { side: "new", from: line, to: line } : undefined);
  const [selected, setSelected] = createSignal(toRange(props.line));
  const [cursor, setCursor] = createSignal(props.line ?? 1);
  let list: VListHandle | undefined;
  let host: HTMLDivElement | undefined;
  const colours = useColours(() => ({ language: languageOf(props.path), text: props.text.lines.join("\n") }));
  const numbers = createMemo(() => props.text.lines.map((_, index) => index + 1));
  const width = createMemo(() => Math.min(2_000, longest(props.text.lines) + 2));

  createEffect(on(() => [props.path, props.line] as const, ([, line]) => {
    setSelected(toRange(line));
    if (line === undefined) return;
    setCursor(line);
    // After the list was laid out.
    requestAnimationFrame(() => list?.scrollToIndex(Math.max(0, line - 1), { align: "center" }));
  }));
  const choose = (line: number, isExtending: boolean): void => {
    setCursor(line);
    setSelected((before) => rangeTo(before, "new", line, isExtending));
    if (!isExtending) props.onLine(line);
  };
  const clear = (): void => {
    setSelected(undefined);
    props.onLine(undefined);
  };
  const text = (range: LineRange): string => props.text.lines.slice(range.from - 1, range.to).join("\n");
  const attachRange = (range: LineRange): void => {
    attach(props.taskId, attachmentOf(props.path, range, text(range)));
    clear();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const range = selected();
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      const line = Math.max(1, Math.min(props.text.lines.length, cursor() + step));
      choose(line, event.shiftKey);
      list?.scrollToIndex(line - 1, { align: "nearest" });
      requestAnimationFrame(() => host?.querySelector<HTMLElement>('.diff-number[tabindex="0"]')?.focus({ preventScroll: true }));
    } else if (event.key === "a" && range && !event.ctrlKey && !event.metaKey) attachRange(range);
    else if (event.key === "Escape" && range) clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="diff-lines"
      classList={{ "diff-wraps": wrapping() === "wrap" }}
      style={{ "--diff-width": `${width()}ch`, "--diff-digits": Math.max(3, String(props.text.lines.length).length) }}
      role="group"
      aria-label={`Lines of ${props.path}`}
      ref={(element) => (host = element)}
      onKeyDown={onKeyDown}
    >
      <VList class="diff-list" ref={(handle) => (list = handle)} data={numbers()} itemSize={20} keepMounted={[cursor() - 1]}>
        {(number) => (
          <div class="diff-row" data-selected={contains(selected(), "new", number) || undefined}>
            <button
              type="button"
              class="diff-number"
              aria-label={`Line ${number}`}
              aria-pressed={contains(selected(), "new", number)}
              tabindex={cursor() === number ? 0 : -1}
              onClick={(event) => choose(number, event.shiftKey)}
            >
              {number}
            </button>
            <span class="diff-text viewer-text">
              <For each={colouredPieces([{ text: shownLine(props.text.lines[number - 1] ?? ""), isChanged: false }], colours()?.[number - 1])}>
                {({ text, kind }) => (kind ? <span class={`code-${kind}`}><Revealed text={text} /></span> : <Revealed text={text} />)}
              </For>
            </span>
          </div>
        )}
      </VList>
      <Show when={props.text.next !== null}>
        <div class="viewer-more">
          <Button size="small" busy={props.isReading} onClick={props.onMore}>
            Read on
          </Button>
          <span>{`${props.text.lines.length.toLocaleString("en")} lines of ${bytes(props.text.size)} are here`}</span>
        </div>
      </Show>
      <Show when={selected()}>
        {(range) => (
          <SelectionBar path={props.path} range={range()} text={() => text(range())} onAttach={() => attachRange(range())} onClear={clear} />
        )}
      </Show>
    </div>
  );
}
