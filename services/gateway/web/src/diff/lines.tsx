import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import type { VListHandle } from "virtua/solid";

import { Problem } from "../client";
import { registerCommands } from "../palette/commands";
import { Rows } from "../rail/parts";
import { attach } from "../session/attachments";
import { DiffFind } from "./find";
import { diffKey } from "./keys";
import type { Review } from "./kept";
import type { FilePatch } from "./patch";
import { layout, wrapping } from "./preferences";
import { attachmentOf, rangeTo, type LineRange, type Side } from "./review";
import { fillGap, splitRows, unifiedRows, type Filled, type Gap } from "./rows";
import { Row, type RowContext } from "./rows-view";
import { SelectionBar } from "./selection-bar";
import { readLines } from "./use-diff";
import { useLineColours } from "./use-line-colours";
import { isLine, numberOn, sideOf, textOf, withComments } from "./view-rows";
import { Notice } from "../ui";

export interface DiffLinesProps {
  organizationId: string;
  taskId: string;
  path: string;
  patch: FilePatch;
  review: Review;
  onStep: (step: 1 | -1) => void;
  onViewed: () => void;
}

/** The lines of a diff: chosen by pointer or keyboard, commented on, attached to a message. */
export function DiffLines(props: DiffLinesProps): JSX.Element {
  const [filled, setFilled] = createSignal<Filled>(new Map());
  const [opening, setOpening] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [selected, setSelected] = createSignal<LineRange>();
  const [cursor, setCursor] = createSignal(0);
  const [isFinding, setFinding] = createSignal(false);
  const [found, setFound] = createSignal<string>();
  let list: VListHandle | undefined;
  let host: HTMLDivElement | undefined;
  let isLive = true;
  onCleanup(() => (isLive = false));

  createEffect(on([() => props.path, () => props.patch], () => {
    setFilled(new Map());
    setSelected(undefined);
    setCursor(0);
  }, { defer: true }));

  const lines = createMemo(() => (layout() === "split" ? splitRows(props.patch, filled()) : unifiedRows(props.patch, filled())));
  const writing = () => (props.review.writing()?.path === props.path ? props.review.writing() : undefined);
  const rows = createMemo(() => withComments(lines(), props.review.commentsOn(props.path), writing()));
  const at = createMemo(() => (isLine(rows()[cursor()]) ? cursor() : Math.max(0, rows().findIndex(isLine))));
  const width = createMemo(() => widest(props.patch));

  const focusLine = () =>
    requestAnimationFrame(() => host?.querySelector<HTMLElement>('.diff-number[tabindex="0"]')?.focus({ preventScroll: true }));
  const goTo = (index: number, isExtending: boolean): void => {
    const row = rows()[index];
    setCursor(index);
    if (isLine(row)) {
      const side = isExtending ? (selected()?.side ?? sideOf(row)) : sideOf(row);
      const number = numberOn(row, side);
      if (number !== undefined) setSelected((before) => rangeTo(before, side, number, isExtending));
    }
    list?.scrollToIndex(index, { align: "nearest" });
    focusLine();
  };
  const choose = (side: Side, line: number, isExtending: boolean): void => {
    setSelected((before) => rangeTo(before, side, line, isExtending));
    const index = rows().findIndex((row) => isLine(row) && numberOn(row, side) === line);
    if (index >= 0) setCursor(index);
  };
  const openGap = async (gap: Gap): Promise<void> => {
    setOpening(gap.id);
    try {
      const file = await readLines(props.organizationId, props.taskId, props.path);
      if (isLive) setFilled((before) => new Map(before).set(gap.id, fillGap(gap, file)));
    } catch (thrown) {
      if (isLive) setProblem(Problem.of(thrown));
    }
    if (isLive) setOpening(undefined);
  };
  const comment = (range: LineRange): void => {
    const unsaved = props.review.writing();
    if (unsaved?.text.trim()) props.review.add();
    props.review.write({ path: props.path, range, lines: textOf(rows(), range), text: "" });
    setSelected(undefined);
  };
  const attachRange = (range: LineRange): void => {
    attach(props.taskId, attachmentOf(props.path, range, textOf(rows(), range)));
    setSelected(undefined);
  };
  const onKeyDown = diffKey({
    rows,
    at,
    goTo,
    comment: () => selected() && comment(selected() as LineRange),
    attach: () => selected() && attachRange(selected() as LineRange),
    clear: () => setSelected(undefined),
    hasSelection: () => selected() !== undefined,
    step: (step) => props.onStep(step),
    viewed: () => props.onViewed(),
    find: () => setFinding(true),
  });
  registerCommands(() => [{ id: "diff.find", title: "Find in the diff", group: "Session", words: "search", run: () => setFinding(true) }]);
  const show = (index: number): void => {
    setCursor(index);
    setFound(rows()[index]?.id);
    list?.scrollToIndex(index, { align: "center" });
  };
  const stopFinding = (): void => {
    setFinding(false);
    setFound(undefined);
    focusLine();
  };
  const context: RowContext = {
    get review() {
      return props.review;
    },
    colours: useLineColours(() => props.path, () => props.patch),
    selected: () => selected() ?? writing()?.range,
    focused: () => rows()[at()]?.id,
    found,
    choose,
    openGap: (gap) => void openGap(gap),
    isOpening: (gap) => opening() === gap.id,
  };

  return (
    <div
      class="diff-lines"
      classList={{ "diff-wraps": wrapping() === "wrap" }}
      style={{ "--diff-width": `${width()}ch`, "--diff-digits": digits(props.patch) }}
      ref={(element) => (host = element)}
      role="group"
      aria-label={`Lines of ${props.path}`}
      onKeyDown={onKeyDown}
    >
      <Show when={problem()}>{(problem) => <Notice tone="danger">{problem().detail}</Notice>}</Show>
      <Show when={isFinding()}>
        <DiffFind rows={rows()} onShow={show} onClose={stopFinding} />
      </Show>
      <Rows class="diff-list" ref={(handle) => (list = handle)} rows={rows()} rowId={(row) => row.id} height={20} at={at()}>
        {(row) => <Row row={row()} context={context} />}
      </Rows>
      <Show when={selected()}>
        {(range) => (
          <SelectionBar
            path={props.path}
            range={range()}
            text={() => textOf(rows(), range())}
            onComment={() => comment(range())}
            onAttach={() => attachRange(range())}
            onClear={() => setSelected(undefined)}
          />
        )}
      </Show>
    </div>
  );
}

/** How wide the line numbers are. */
function digits(patch: FilePatch): number {
  const last = patch.hunks.at(-1);
  return Math.max(3, String(Math.max(last ? last.oldStart + last.oldCount : 0, last ? last.newStart + last.newCount : 0)).length);
}

/** The longest line in characters, a tab for four; within reason. */
function widest(patch: FilePatch): number {
  let most = 0;
  for (const hunk of patch.hunks) for (const { text } of hunk.lines) most = Math.max(most, text.length + 3 * (text.split("\t").length - 1));
  return Math.min(2_000, most + 2);
}
