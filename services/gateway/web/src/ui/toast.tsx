import { createSignal, For, onCleanup, onMount, Show, untrack } from "solid-js";
import { Problem } from "../client/http";
import { Button, IconButton } from "./button";
import { Icon, type IconName } from "./icon";
import { type Trace, TraceLink, traceOf } from "./trace-link";
import "./toast.css";

export interface ToastOptions {
  kind?: "info" | "success" | "warning" | "danger";
  /** One line: what happened. */
  text: string;
  /** What to do about it. */
  detail?: string;
  /** What the services remember of it. */
  trace?: Trace;
  action?: { label: string; run(): void };
  /** In milliseconds: 6 s without one, 12 s with an action; 0: until it is closed. */
  lasts?: number;
}

interface Shown extends ToastOptions {
  id: number;
  /** How often it happened. */
  count: number;
}

/** So many are shown; the oldest make room. */
const SHOWN = 3;
const ICONS: Record<string, IconName> = { info: "info", success: "circle-check", warning: "triangle-alert", danger: "circle-alert" };

const [toasts, setToasts] = createSignal<Shown[]>([]);
let newest = 0;

/** Tells people something beside the page. The same again counts up. Gives a way to close it. */
export function toast(options: ToastOptions): () => void {
  // Whoever tells something in an effect does not follow what is told.
  const same = untrack(toasts).find((other) => other.text === options.text && other.detail === options.detail);
  const shown: Shown = { ...options, id: (newest += 1), count: (same?.count ?? 0) + 1 };
  setToasts((all) => [...all.filter((other) => other !== same), shown].slice(-SHOWN));
  return () => close(shown.id);
}

const close = (id: number) => setToasts((all) => all.filter((other) => other.id !== id));

/** Tells why something was not done: `toastProblem("The task was not renamed", thrown)`. */
export function toastProblem(text: string, thrown: unknown, retry?: () => void): void {
  const problem = Problem.of(thrown);
  toast({ kind: "danger", text, detail: problem.detail, trace: traceOf(problem), action: retry && { label: "Try again", run: retry } });
}

/** Does something, and tells people when it fails. `undefined`: it has. */
export async function attempt<T>(text: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (thrown) {
    toastProblem(text, thrown, () => void attempt(text, run));
    return undefined;
  }
}

/** Shows the toasts; once in the page. */
export function ToastHost() {
  return (
    <div class="toasts" role="region" aria-label="Notices">
      <For each={toasts()}>{(shown) => <Toast shown={shown} />}</For>
    </div>
  );
}

function Toast(props: { shown: Shown }) {
  const { shown } = props;
  const kind = shown.kind ?? "info";
  const lasts = shown.lasts ?? (shown.action ? 12_000 : 6_000);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    if (lasts > 0) timer = setTimeout(() => close(shown.id), lasts);
  };
  onMount(begin);
  onCleanup(() => clearTimeout(timer));
  return (
    <div
      class={`toast toast-${kind}`}
      role={kind === "danger" ? "alert" : "status"}
      onPointerEnter={() => clearTimeout(timer)}
      onPointerLeave={begin}
      onFocusIn={() => clearTimeout(timer)}
      onFocusOut={begin}
    >
      <Icon name={ICONS[kind] ?? "info"} size={15} />
      <div class="toast-text">
        <strong>
          {shown.text}
          <Show when={shown.count > 1}>
            <span class="toast-count"> ×{shown.count}</span>
          </Show>
        </strong>
        <Show when={shown.detail}>
          <p>{shown.detail}</p>
        </Show>
        <TraceLink trace={shown.trace} />
        <Show when={shown.action}>
          {(action) => (
            <Button size="small" onClick={() => (close(shown.id), action().run())}>
              {action().label}
            </Button>
          )}
        </Show>
      </div>
      <IconButton icon="x" label="Close" size={24} onClick={() => close(shown.id)} />
    </div>
  );
}
