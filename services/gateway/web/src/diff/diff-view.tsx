import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Match, on, Show, Switch, type JSX } from "solid-js";

import { neighbour, scopeOf } from "../changes/changes";
import { FileName } from "../changes/file-name";
import { useGit } from "../changes/use-git";
import { session } from "../client";
import { Compare } from "../pictures/Compare";
import { isDrawing, isPicture, sides } from "../pictures/sides";
import { showRail } from "../rail/panel";
import { Counts, Segmented } from "../rail/parts";
import { Button, CopyButton, Empty, Notice, Spinner } from "../ui";
import type { DiffScope, FileDiff } from "../wire";
import { markOf, reviewOf } from "./kept";
import { about, withoutLines } from "./kind";
import { DiffLines } from "./lines";
import { whitespace } from "./preferences";
import { ReviewBar } from "./review-bar";
import { DiffToolbar } from "./toolbar";
import { useDiff, type ReadDiff } from "./use-diff";
import "./comment.css";
import "./diff.css";

export interface DiffViewProps {
  organizationId: string;
  taskId: string;
  path: string;
  /** The session that comments are sent to; the task's first one without it. */
  sessionId?: string;
}

/** What changed in one file, with comments for the agent. */
export function DiffView(props: DiffViewProps): JSX.Element {
  const [address, setAddress] = useSearchParams<{ diff?: string; scope?: DiffScope; rail?: string; file?: string; line?: string }>();
  const { git, files } = useGit(() => props.organizationId, () => props.taskId);
  const status = () => git()?.status ?? undefined;
  const file = createMemo(() => files().find((file) => file.path === props.path));
  const scope = () => scopeOf(address.scope);
  const reading = useDiff(() => ({
    organizationId: props.organizationId,
    taskId: props.taskId,
    path: props.path,
    oldPath: file()?.oldPath ?? undefined,
    scope: scope(),
    ignoreWhitespace: whitespace() === "ignore",
    readAt: status()?.readAt,
  }));
  const review = createMemo(() => reviewOf(session()?.userId ?? "", props.organizationId, props.taskId));
  const mark = createMemo(() => markOf(reading.value()?.diff.text ?? ""));
  /** Of what is shown as a picture no lines are counted, found or wrapped. */
  const hasLines = () => !isPicture(props.path) || (isDrawing(props.path) && asText());
  /** Of a diff that is cut, what the branch's state says of the whole file; of other scopes that is not known. */
  const counts = ({ diff, patch }: ReadDiff) => {
    if (!diff.isCut) return { added: patch.additions, removed: patch.deletions };
    return diff.scope === "sinceBase" ? { added: file()?.added, removed: file()?.removed } : {};
  };
  const isViewed = () => reading.value() !== undefined && review().isViewed(props.path, mark());
  const [isOpen, setOpen] = createSignal(true);
  createEffect(on(() => [props.path, isViewed()] as const, ([, viewed]) => setOpen(!viewed)));

  const openFile = (): void => {
    setAddress({ rail: "files", file: props.path, line: undefined });
    showRail();
  };
  const step = (by: 1 | -1): void => {
    const next = neighbour(files(), props.path, by);
    if (next) setAddress({ diff: next.path }, { replace: true });
  };
  const picture = (diff: FileDiff): JSX.Element => (
    <Compare
      source={{ organizationId: props.organizationId, taskId: props.taskId, path: props.path, readAt: status()?.readAt }}
      oldPath={diff.oldPath ?? undefined}
      scope={diff.scope}
      sides={sides(diff.text)}
    />
  );
  const toggleViewed = (): void => {
    const isNow = !isViewed();
    review().setViewed(props.path, isNow ? mark() : undefined);
    if (isNow) step(1);
  };

  return (
    <section class="diff" aria-label={`Changes of ${props.path}`}>
      <header class="diff-head">
        <FileName path={props.path} oldPath={reading.value()?.diff.oldPath ?? file()?.oldPath} change={file()?.change} />
        <CopyButton text={props.path} label="Copy the path" />
        <Show when={hasLines() && reading.value()}>{(read) => <Counts {...counts(read())} />}</Show>
        <Show when={reading.isReading()}>
          <Spinner />
        </Show>
      </header>
      <DiffToolbar
        scope={scope()}
        onScope={(scope) => setAddress({ scope: scope === "sinceBase" ? undefined : scope }, { replace: true })}
        onStep={files().length > 1 ? step : undefined}
        hasLines={hasLines()}
        isViewed={isViewed()}
        onViewed={toggleViewed}
      />
      <Switch>
        <Match when={reading.problem()}>
          {(problem) => (
            <Empty icon="circle-alert" title="The diff cannot be read" action={<Button onClick={reading.again}>Try again</Button>}>
              {problem().detail}
            </Empty>
          )}
        </Match>
        <Match when={isViewed() && !isOpen()}>
          <Empty icon="check-check" title="Viewed" action={<Button onClick={() => setOpen(true)}>Show it again</Button>}>
            It has not changed since you have viewed it.
          </Empty>
        </Match>
        <Match when={reading.value()}>
          {(read) => (
            <Body read={read()} onFile={openFile} picture={picture}>
              <DiffLines
                organizationId={props.organizationId}
                taskId={props.taskId}
                path={props.path}
                patch={read().patch}
                review={review()}
                onStep={step}
                onViewed={toggleViewed}
              />
            </Body>
          )}
        </Match>
      </Switch>
      <ReviewBar organizationId={props.organizationId} taskId={props.taskId} sessionId={props.sessionId} review={review()} />
    </section>
  );
}

/** The lines, or the picture, or why there are none. */
function Body(props: { read: ReadDiff; onFile: () => void; picture: (diff: FileDiff) => JSX.Element; children: JSX.Element }): JSX.Element {
  const { diff, patch } = props.read;
  const isChanged = patch.isBinary || diff.isBinary || patch.hunks.length > 0;
  const hasText = isDrawing(diff.path) && patch.hunks.length > 0;
  const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`);
  return (
    <Switch fallback={<><Known text={about(patch)} />{props.children}</>}>
      <Match when={diff.text === ""}>
        <Empty icon="circle-check" title="No changes" action={<Button onClick={props.onFile}>Open the file</Button>}>
          In this comparison the file is as it was.
        </Empty>
      </Match>
      <Match when={isPicture(diff.path) && isChanged && !(hasText && asText())}>
        <Show when={hasText}><AsText /></Show>
        {props.picture(diff)}
      </Match>
      <Match when={hasText}>
        <AsText />
        {props.children}
      </Match>
      <Match when={diff.isBinary || patch.isBinary}>
        <Empty icon="file" title="A binary file">
          It changed; what exactly cannot be shown as text.
        </Empty>
      </Match>
      <Match when={patch.hunks.length === 0}>
        <Empty icon="file-diff" title={withoutLines(patch).title}>
          {withoutLines(patch).text}
        </Empty>
      </Match>
      <Match when={diff.isCut}>
        <Notice tone="warning" action={<Button size="small" onClick={props.onFile}>Open the file</Button>}>
          {`This diff has ${diff.lines.toLocaleString("en")} lines (${size(diff.bytes)}); only its beginning is shown.`}
        </Notice>
        <Known text={about(patch)} />
        {props.children}
      </Match>
    </Switch>
  );
}

function Known(props: { text: string | undefined }): JSX.Element {
  return <Show when={props.text}>{(text) => <Notice tone="info">{text()}</Notice>}</Show>;
}

/** Of a drawing its text can be read, too; kept while the page is there. */
const [asText, setAsText] = createSignal(false);

function AsText(): JSX.Element {
  const segments = [
    { value: "picture" as const, label: "Picture", tip: "How it looks" },
    { value: "text" as const, label: "Text", tip: "The lines that changed" },
  ];
  return (
    <div class="diff-as">
      <Segmented label="Shown as" segments={segments} value={asText() ? "text" : "picture"} onChange={(as) => setAsText(as === "text")} />
    </div>
  );
}
