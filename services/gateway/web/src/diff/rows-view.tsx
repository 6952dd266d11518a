import { Match, Show, Switch, type JSX } from "solid-js";

import { Button } from "../ui";
import { CommentCard, CommentForm } from "./comment";
import type { Review } from "./kept";
import { LineNumber, LineText } from "./line";
import type { PatchLine } from "./patch";
import { contains, type LineRange, type Side } from "./review";
import type { Gap, SplitRow, UnifiedRow } from "./rows";
import type { LineColours } from "./use-line-colours";
import type { CommentRow, ViewRow } from "./view-rows";

export interface RowContext {
  review: Review;
  colours: LineColours;
  selected: () => LineRange | undefined;
  /** The id of the row that the keyboard is at. */
  focused: () => string | undefined;
  /** The id of the row in which was found what is looked for. */
  found: () => string | undefined;
  choose: (side: Side, line: number, isExtending: boolean) => void;
  openGap: (gap: Gap) => void;
  isOpening: (gap: Gap) => boolean;
}

/** One row of a diff, whatever it is. */
export function Row(props: { row: ViewRow; context: RowContext }): JSX.Element {
  const is = <K extends ViewRow["kind"]>(kind: K) =>
    props.row.kind === kind ? (props.row as Extract<ViewRow, { kind: K }>) : undefined;
  return (
    <Switch>
      <Match when={is("line")}>{(row) => <Unified row={row()} context={props.context} />}</Match>
      <Match when={is("pair")}>{(row) => <Split row={row()} context={props.context} />}</Match>
      <Match when={is("gap")}>{(row) => <GapRow gap={row()} context={props.context} />}</Match>
      <Match when={is("comment")}>{(row) => <CommentCard comment={(row() as CommentRow).comment} review={props.context.review} />}</Match>
      <Match when={is("writing")}>
        <CommentForm review={props.context.review} />
      </Match>
    </Switch>
  );
}

function Unified(props: { row: UnifiedRow; context: RowContext }): JSX.Element {
  const line = () => props.row.line;
  const isFocused = () => props.context.focused() === props.row.id;
  return (
    <div class={`diff-row diff-${line().kind}`} data-row={props.row.id} data-selected={isSelected(props.context, line()) || undefined} data-found={props.context.found() === props.row.id || undefined}>
      <Numbered line={line()} side="old" isFocusable={isFocused() && line().kind === "remove"} context={props.context} />
      <Numbered line={line()} side="new" isFocusable={isFocused() && line().kind !== "remove"} context={props.context} />
      <LineText line={line()} counterpart={props.row.counterpart} colours={props.context.colours} />
    </div>
  );
}

function Split(props: { row: SplitRow; context: RowContext }): JSX.Element {
  const isFocused = () => props.context.focused() === props.row.id;
  const counterpart = (of: "left" | "right") => (props.row.left === props.row.right ? undefined : props.row[of]);
  return (
    <div class="diff-pair" data-row={props.row.id} data-found={props.context.found() === props.row.id || undefined}>
      <div class={`diff-half ${half(props.row.left)}`} data-selected={isChosen(props.context, props.row.left, "old") || undefined}>
        <Numbered line={props.row.left} side="old" isFocusable={isFocused() && !props.row.right} context={props.context} />
        <LineText line={props.row.left} counterpart={counterpart("right")} colours={props.context.colours} />
      </div>
      <div class={`diff-half ${half(props.row.right)}`} data-selected={isChosen(props.context, props.row.right, "new") || undefined}>
        <Numbered line={props.row.right} side="new" isFocusable={isFocused()} context={props.context} />
        <LineText line={props.row.right} counterpart={counterpart("left")} colours={props.context.colours} />
      </div>
    </div>
  );
}

const half = (line: PatchLine | undefined): string => (line ? `diff-${line.kind}` : "diff-absent");

function Numbered(props: { line: PatchLine | undefined; side: Side; isFocusable: boolean; context: RowContext }): JSX.Element {
  return (
    <LineNumber
      line={props.line}
      side={props.side}
      isFocusable={props.isFocusable}
      isSelected={isChosen(props.context, props.line, props.side)}
      onChoose={props.context.choose}
    />
  );
}

function isChosen(context: RowContext, line: PatchLine | undefined, side: Side): boolean {
  return contains(context.selected(), side, side === "old" ? line?.oldNumber : line?.newNumber);
}

function isSelected(context: RowContext, line: PatchLine): boolean {
  return isChosen(context, line, "old") || isChosen(context, line, "new");
}

function GapRow(props: { gap: Gap; context: RowContext }): JSX.Element {
  const label = () => (props.gap.count === undefined ? "Show the rest" : `Show ${props.gap.count} unchanged ${props.gap.count === 1 ? "line" : "lines"}`);
  return (
    <div class="diff-gap">
      <Button kind="quiet" size="small" icon="chevrons-up-down" busy={props.context.isOpening(props.gap)} onClick={() => props.context.openGap(props.gap)}>
        {label()}
      </Button>
      <Show when={props.gap.heading}>
        <span class="diff-heading">{props.gap.heading}</span>
      </Show>
    </div>
  );
}
