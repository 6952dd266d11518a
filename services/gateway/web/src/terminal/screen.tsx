import { createEffect, createSignal, on, onCleanup, onMount, Show, type JSX } from "solid-js";

import { connection } from "../client";
import { addText } from "../session/attachments";
import { Button, Notice, Spinner, toast } from "../ui";
import type { ProcessRecord } from "../wire";
import type { Feed } from "./feed";
import { Find } from "./find";
import { quoted, runs } from "./tabs";
import type { Emulator } from "./xterm";

export interface ScreenProps {
  taskId: string;
  feed: Feed;
  process: ProcessRecord;
  isActive: boolean;
  onLeave: () => void;
}

/** One process's screen. It stays, with all that it shows, while others are in front of it. */
export function Screen(props: ScreenProps): JSX.Element {
  const [emulator, setEmulator] = createSignal<Emulator>();
  const [problem, setProblem] = createSignal<string>();
  const [isUnsent, setUnsent] = createSignal(false);
  const [isFinding, setFinding] = createSignal(false);
  const [isSelected, setSelected] = createSignal(false);
  let host: HTMLDivElement | undefined;
  let isGone = false;

  const key = (event: KeyboardEvent): boolean => {
    const isCommand = (event.ctrlKey || event.metaKey) && event.shiftKey;
    if ((event.ctrlKey || event.metaKey) && event.key === "`") props.onLeave();
    else if (isCommand && event.code === "KeyF") setFinding(true);
    else if (isCommand && event.code === "KeyC" && emulator()?.selection()) void navigator.clipboard.writeText(emulator()?.selection() ?? "");
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const open = async (): Promise<void> => {
    const { openEmulator } = await import("./xterm");
    await document.fonts.load('12px "IBM Plex Mono"');
    if (isGone || !host) return;
    const feed = props.feed;
    const opened = openEmulator(host, { isInteractive: props.process.interactive && runs(props.process), isTerminal: props.process.tty }, {
      input: (text) => setUnsent(!feed.type(text)),
      resized: (size) => props.process.tty && runs(props.process) && feed.resize(size),
      selected: setSelected,
      key,
    });
    const leave = feed.output.show(opened);
    close = () => {
      leave();
      opened.dispose();
    };
    setEmulator(opened);
  };
  let close = (): void => undefined;
  onMount(() => {
    open().catch((thrown: unknown) => !isGone && setProblem(`The terminal could not be loaded. ${thrown instanceof Error ? thrown.message : ""}`));
  });
  onCleanup(() => {
    isGone = true;
    close();
  });
  // Who walks along the tabs by keyboard stays there.
  const isWalking = () => document.activeElement?.matches('.terminal-tab-name:focus-visible') ?? false;
  createEffect(on([() => props.isActive, emulator], ([isActive, emulator]) => isActive && !isWalking() && emulator?.focus()));
  createEffect(() => connection.state() === "live" && setUnsent(false));

  const quote = (): void => {
    const text = quoted(emulator()?.selection() ?? "");
    if (addText(props.taskId, text)) toast({ text: "Added to the message that you write" });
  };
  const endFinding = (): void => {
    setFinding(false);
    emulator()?.endFind();
    emulator()?.focus();
  };
  return (
    <div class="screen" classList={{ "screen-behind": !props.isActive }} role="tabpanel" aria-label={props.process.title}>
      <Show when={isFinding()}>
        <Find find={(text, direction) => emulator()?.find(text, direction) ?? false} onClose={endFinding} />
      </Show>
      <div class="screen-host" ref={(element) => (host = element)} onKeyDown={(event) => event.stopPropagation()} />
      <Show when={!emulator() && !problem()}>
        <p class="screen-note">
          <Spinner /> Loading the terminal
        </p>
      </Show>
      <Show when={isSelected()}>
        <div class="screen-selection">
          <Button size="small" icon="paperclip" onClick={quote}>
            Add to the message
          </Button>
        </div>
      </Show>
      <div class="screen-notices">
        <Show when={problem()}>{(problem) => <Notice tone="danger">{problem()}</Notice>}</Show>
        <Show when={isUnsent()}>
          <Notice tone="warning">What was just typed did not arrive: there is no connection. It is not sent later.</Notice>
        </Show>
        <Show when={props.feed.isCut()}>
          <Notice tone="warning">Not all of what was typed or pasted has arrived: look at what the program has got before you go on.</Notice>
        </Show>
        <Show when={props.feed.problem()}>{(problem) => <Notice tone="danger">{problem().detail}</Notice>}</Show>
        <Show when={connection.state() !== "live"}>
          <Notice tone="info">Not connected. What is printed meanwhile is shown afterwards.</Notice>
        </Show>
      </div>
    </div>
  );
}

/** How a process has ended, and what to do with it. */
export function EndBar(props: { text: string; isBad: boolean; onRemove: () => void; isRemoving: boolean }): JSX.Element {
  return (
    <div class="end-bar" classList={{ "end-bar-bad": props.isBad }} role="status">
      <span>{props.text}</span>
      <Button size="small" busy={props.isRemoving} onClick={props.onRemove}>
        Remove
      </Button>
    </div>
  );
}
