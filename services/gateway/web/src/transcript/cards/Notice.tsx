// What happened besides what was said: one quiet line each, and the ends of turns.
import { For, type JSX, Show, createSignal } from "solid-js";

import { Problem } from "../../client";
import { Button, duration, Icon, type IconName, TraceLink, traceOf } from "../../ui";
import { createFolding, useTranscript } from "../context";
import type { EndItem, NoticeItem, OtherItem } from "../fold/items";
import { hasContent, pretty } from "../fold/json";
import { count, money } from "../format";
import { noticeText } from "../notice-text";
import { Title } from "./Title";

const ICONS: Record<NoticeItem["about"], IconName> = {
  stop: "circle-stop",
  memory: "brain",
  owner: "user-round-cog",
  mode: "sliders-horizontal",
  model: "cpu",
  title: "tag",
  compaction: "minimize-2",
  silence: "hourglass",
  gap: "unplug",
  agent: "info",
  sandbox: "container",
};

export function Notice(props: { item: NoticeItem }): JSX.Element {
  const { person } = useTranscript();
  const text = () => noticeText(props.item, (id) => person(id)?.login);
  return (
    <p class="transcript-line" data-tone={props.item.tone}>
      <Icon name={ICONS[props.item.about]} size={14} />
      <span><Title text={text()} /></span>
    </p>
  );
}

const ENDS: Record<EndItem["how"], { text: string; tone: "info" | "warning" | "danger" }> = {
  done: { text: "Done", tone: "info" },
  stopped: { text: "Stopped", tone: "info" },
  refused: { text: "The agent declined to go on", tone: "warning" },
  limitReached: { text: "The agent has reached its limit of tokens or requests", tone: "warning" },
  failed: { text: "The turn failed", tone: "danger" },
  deliveryUnknown: { text: "Nobody knows whether the agent has got this message", tone: "warning" },
  other: { text: "The turn has ended", tone: "info" },
};

export function End(props: { item: EndItem }): JSX.Element {
  const end = () => ENDS[props.item.how];
  const facts = () => {
    const { took, usage } = props.item;
    return [
      took === null ? "" : duration(took),
      usage && usage.size > 0 ? `${count(usage.used)} of ${count(usage.size)} tokens` : "",
      usage?.cost ? money(usage.cost) : "",
    ].filter(Boolean);
  };
  return (
    <Show
      when={end().tone === "info"}
      fallback={
        <div role="group" class="transcript-card transcript-trouble" data-tone={end().tone} aria-label={end().text}>
          <p><Icon name={end().tone === "danger" ? "circle-alert" : "triangle-alert"} size={14} />{" "}
            <strong>{end().text}</strong></p>
          <Show when={props.item.message}><p class="transcript-said"><Title text={props.item.message ?? ""} /></p></Show>
          <WaysOn item={props.item} />
        </div>
      }
    >
      <p class="transcript-end tabular">
        <span>{[end().text, ...facts()].join(" · ")}</span>
      </p>
      <Show when={props.item.message}><p class="transcript-line"><Icon name="info" size={14} /><span>{props.item.message}</span></p></Show>
    </Show>
  );
}

function WaysOn(props: { item: EndItem }): JSX.Element {
  const { wayOn } = useTranscript();
  const [busy, setBusy] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  async function go(label: string, run: () => Promise<void>): Promise<void> {
    setBusy(label);
    setProblem(undefined);
    try {
      await run();
    } catch (thrown) {
      setProblem(Problem.of(thrown));
    } finally {
      setBusy(undefined);
    }
  }
  return (
    <>
      <Show when={wayOn(props.item).length > 0}>
        <div class="transcript-options">
          <For each={wayOn(props.item)}>
            {(way) => <Button busy={busy() === way.label} onClick={() => void go(way.label, way.run)}>{way.label}</Button>}
          </For>
        </div>
      </Show>
      <Show when={problem()}>{(problem) => <p class="transcript-problem" role="alert">{problem().detail} <TraceLink trace={traceOf(problem())} /></p>}</Show>
    </>
  );
}

export function Other(props: { item: OtherItem }): JSX.Element {
  const [isOpen, toggle] = createFolding(() => props.item.id, () => false);
  return (
    <div class="transcript-card transcript-other">
      <header class="transcript-card-head">
        <button type="button" class="transcript-fold" aria-expanded={isOpen()} disabled={!hasContent(props.item.body)} onClick={toggle}>
          <Icon name="puzzle" size={14} />
          <span class="truncate">{props.item.title}</span>
        </button>
      </header>
      <Show when={isOpen()}><div class="transcript-card-body"><pre class="transcript-raw">{pretty(props.item.body)}</pre></div></Show>
    </div>
  );
}
