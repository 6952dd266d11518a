/** The field and its list. The focus stays in the field; arrows move, Enter opens, with Ctrl or Cmd in a new tab. */

import { useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { useOrganization, useTask } from "../client";
import { openNewTask } from "../new-task/open";
import { Button, Icon, Kbd, toast } from "../ui";
import { readAsk } from "./ask";
import { commands, runCommand } from "./commands";
import { commandEntry, type Entry, fileEntry, inScope, memberEntry, repositoryEntry, sessionEntry, taskEntry } from "./entries";
import { shown } from "./keymap";
import { pieces, rank } from "./rank";
import { showRail } from "../rail/panel";
import { useTaskFiles } from "./task-files";
import { noteRecent, readRecent } from "./recent";
import "./palette.css";

/** More are not drawn: another word finds them. */
const SHOWN = 40;

export function Finder(props: { organizationId: string; taskId: string | undefined; close: () => void }) {
  const navigate = useNavigate();
  const organization = useOrganization(() => props.organizationId);
  const task = useTask(
    () => props.organizationId,
    () => props.taskId,
  );
  const [text, setText] = createSignal("");
  const [at, setAt] = createSignal(0);
  let dialog: HTMLDialogElement | undefined;
  let list: HTMLDivElement | undefined;
  const before = document.activeElement;
  onMount(() => dialog?.showModal());
  onCleanup(() => {
    dialog?.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });

  const recent = readRecent(props.organizationId);
  const entries = createMemo<Entry[]>(() => [
    ...[...organization.tasks()].sort((a, b) => b.updatedAt - a.updatedAt).map((task) => taskEntry(props.organizationId, task)),
    ...task.sessions().map((session) => sessionEntry(props.organizationId, props.taskId ?? "", session)),
    ...commands()
      .filter((command) => command.id !== "palette.open")
      .map(commandEntry),
    ...organization.repositories().map((repository) => repositoryEntry(props.organizationId, repository)),
    ...organization.members().map(memberEntry),
  ]);
  const ask = createMemo(() => readAsk(text()));
  const looksForFiles = createMemo(() => ask().scope === "files");
  const files = useTaskFiles(() => {
    const { organizationId, taskId } = props;
    return looksForFiles() && taskId !== undefined ? { organizationId, taskId } : undefined;
  });
  const fileEntries = createMemo<Entry[]>(() => {
    const { organizationId, taskId } = props;
    const sessionId = new URLSearchParams(location.search).get("sessionId") ?? undefined;
    if (!looksForFiles() || taskId === undefined) return [];
    return (files.files()?.paths ?? []).map((path) => fileEntry(organizationId, taskId, path, sessionId));
  });
  const found = createMemo(() => rank(looksForFiles() ? fileEntries() : inScope(entries(), ask().scope), ask().words, recent, SHOWN));
  /** Why no file is found; undefined when it is for the words. */
  const withoutFiles = () => {
    if (props.taskId === undefined) return "Open a task first: its files are searched here.";
    if (files.files()?.paths.length) return undefined;
    return files.problem()?.detail ?? (files.files() ? "There are no files yet." : "Reading the files…");
  };
  createEffect(on(text, () => setAt(0), { defer: true }));
  createEffect(() => list?.children[at()]?.scrollIntoView({ block: "nearest" }));

  function choose(entry: Entry | undefined, inNewTab: boolean) {
    if (entry === undefined) return;
    if (entry.unavailable !== undefined) return void toast({ text: entry.unavailable });
    noteRecent(props.organizationId, entry.id);
    if (entry.sort === "member") return void setText(`${entry.id.slice("member:".length)} `);
    props.close();
    if (entry.href !== undefined && inNewTab) window.open(entry.href, "_blank", "noopener");
    else if (entry.href !== undefined) {
      navigate(entry.href);
      if (entry.sort === "file") showRail();
    }
    // After the palette is gone and the focus is back where the command expects it.
    else queueMicrotask(() => runCommand(entry.id.slice("command:".length)));
  }

  function begin() {
    props.close();
    openNewTask({ prompt: readAsk(text()).words });
  }

  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing) return;
    const last = found().length - 1;
    const move = { ArrowDown: at() + 1, ArrowUp: at() - 1, PageDown: at() + 8, PageUp: at() - 8, Home: 0, End: last }[event.key];
    if (move !== undefined && !((event.key === "Home" || event.key === "End") && text() !== "")) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(last, move)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found().length === 0 && !looksForFiles()) begin();
      else choose(found()[at()]?.entry, event.ctrlKey || event.metaKey);
    } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.close();
    }
  };

  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Find anything"
      onCancel={(event) => (event.preventDefault(), props.close())}
      onMouseDown={(event) => event.target === dialog && props.close()}
      on:keydown={key}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Find anything"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={found().length > 0 ? `palette-${at()}` : undefined}
          autofocus
          autocomplete="off"
          spellcheck={false}
          placeholder="Task, repository, page or command"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div id="palette-list" class="palette-list" role="listbox" aria-label="Found" ref={list}>
        <For each={found()}>
          {(one, index) => (
            <div
              id={`palette-${index()}`}
              class="palette-row"
              role="option"
              aria-selected={index() === at()}
              aria-disabled={one.entry.unavailable !== undefined}
              onPointerMove={() => setAt(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={(event) => choose(one.entry, event.ctrlKey || event.metaKey)}
            >
              <Icon name={one.entry.icon} />
              <span class="palette-text">
                <span class="palette-title truncate">
                  <For each={pieces(one.entry.title, one.marks)}>{(piece) => (piece.marked ? <mark>{piece.text}</mark> : piece.text)}</For>
                </span>
                <span class="palette-hint truncate">{one.entry.unavailable ?? one.entry.hint}</span>
              </span>
              <Show when={one.entry.keys}>{(keys) => <Kbd keys={shown(keys())} />}</Show>
            </div>
          )}
        </For>
      </div>
      <Show when={found().length === 0 && looksForFiles()}>
        <div class="palette-none" role="status">
          <p>{withoutFiles() ?? "No file has these words in its path."}</p>
        </div>
      </Show>
      <Show when={looksForFiles() && files.files()?.isCut}>
        <p class="palette-cut">Only the first {files.files()?.paths.length.toLocaleString("en")} files are searched.</p>
      </Show>
      <Show when={found().length === 0 && !looksForFiles()}>
        <div class="palette-none" role="status">
          <p>Nothing has these words.</p>
          <Button size="small" icon="plus" onClick={begin}>
            Begin a task with them
          </Button>
        </div>
      </Show>
      <footer class="palette-foot">
        <span>
          <kbd>&gt;</kbd> commands
        </span>
        <span>
          <kbd>#</kbd> pull requests
        </span>
        <span>
          <kbd>@</kbd> members
        </span>
        <span>
          <kbd>/</kbd> files
        </span>
        <span class="palette-open">
          <Kbd keys="enter" /> open <Kbd keys="mod+enter" /> in a new tab
        </span>
      </footer>
    </dialog>
  );
}
