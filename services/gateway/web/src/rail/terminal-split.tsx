import { createSignal, lazy, onCleanup, onMount, Show, type JSX } from "solid-js";

import { IconButton, Pane } from "../ui";
import { BAR, heightIn, isExpanded, isOpen, LEAST, REST, resizeTo, setExpanded, showTerminals, USUAL } from "./terminal-height";
import "./terminal-split.css";

const TerminalPane = lazy(async () => ({ default: (await import("../terminal")).TerminalPane }));

/** Pixels for each press of an arrow. */
const STEP = 24;

/** The rail's tabs above, the terminals below; between them a line that is dragged or moved with arrows. */
export function TerminalSplit(props: { organizationId: string; taskId: string; children: JSX.Element }): JSX.Element {
  const [whole, setWhole] = createSignal(600);
  let host: HTMLDivElement | undefined;
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWhole(entry.contentRect.height));
    if (host) observer.observe(host);
    onCleanup(() => observer.disconnect());
  });
  const height = (): number => {
    if (!isOpen()) return BAR;
    return isExpanded() ? whole() : heightIn(whole());
  };
  let from: { y: number; height: number } | undefined;
  const press = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from = { y: event.clientY, height: height() };
  };
  const move = (event: PointerEvent): void => {
    if (from) resizeTo(from.height + from.y - event.clientY, whole());
  };
  const release = (): void => {
    from = undefined;
  };
  const key = (event: KeyboardEvent): void => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    resizeTo(height() + by, whole());
  };
  return (
    <div class="split" ref={(element) => (host = element)}>
      <Show when={!(isOpen() && isExpanded())}>
        <div class="split-top">{props.children}</div>
      </Show>
      <Show when={isOpen() && !isExpanded()}>
        <div
          class="split-line"
          role="separator"
          tabindex={0}
          aria-label="Height of the terminals"
          aria-orientation="horizontal"
          aria-valuenow={Math.round(height())}
          aria-valuemin={LEAST}
          aria-valuemax={Math.max(LEAST, Math.round(whole() - REST))}
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={release}
          onKeyDown={key}
          onDblClick={() => resizeTo(USUAL, whole())}
        />
      </Show>
      <div class="split-bottom" style={{ height: `${height()}px` }}>
        <Show when={isOpen()} fallback={<ClosedBar />}>
          <Pane name="Terminals">
            <TerminalPane organizationId={props.organizationId} taskId={props.taskId} end={<SplitButtons />} />
          </Pane>
        </Show>
      </div>
    </div>
  );
}

function ClosedBar(): JSX.Element {
  return (
    <div class="terminals-bar">
      <button type="button" class="terminals-open" aria-expanded="false" data-tip="Show the terminals" data-kbd="mod+`" onClick={() => showTerminals(true)}>
        Terminal
      </button>
      <IconButton icon="chevron-up" label="Show the terminals" onClick={() => showTerminals(true)} />
    </div>
  );
}

function SplitButtons(): JSX.Element {
  return (
    <>
      <IconButton
        icon={isExpanded() ? "minimize-2" : "maximize-2"}
        label={isExpanded() ? "As high as before" : "As high as the rail"}
        pressed={isExpanded()}
        onClick={() => setExpanded(!isExpanded())}
      />
      <IconButton icon="chevron-down" label="Hide the terminals" kbd="mod+`" onClick={() => showTerminals(false)} />
    </>
  );
}
