import { createSignal, For, Show, type JSX } from "solid-js";

import { Icon, IconButton, InlineEdit, Menu, openMenu, type MenuItem } from "../ui";
import type { ProcessRecord } from "../wire";
import { commandLine, runs, standing } from "./tabs";
import type { Processes } from "./use-processes";

/** The tabs of open terminals, a new one, and the list of all processes. */
export function Strip(props: { processes: Processes; end?: JSX.Element }): JSX.Element {
  const { processes } = props;
  const [renaming, setRenaming] = createSignal<string>();
  const active = () => processes.process(processes.active() ?? "");
  const onKeyDown = (event: KeyboardEvent): void => {
    const ids = processes.ids();
    const at = ids.indexOf(processes.active() ?? "");
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + ids.length, Home: 0, End: ids.length - 1 }[event.key];
    const id = to === undefined ? undefined : ids[to % ids.length];
    if (!id) return;
    event.preventDefault();
    processes.select(id);
  };
  return (
    <div class="terminals-bar">
      <div class="terminal-tabs" role="tablist" aria-label="Terminals" onKeyDown={onKeyDown}>
        <For each={processes.ids()} fallback={<span class="terminal-title">Terminal</span>}>
          {(id) => <Show when={processes.process(id)}>{(process) => <TerminalTab process={process()} processes={processes} isRenaming={renaming() === id} onRename={(is) => setRenaming(is ? id : undefined)} />}</Show>}
        </For>
      </div>
      <IconButton
        icon="plus"
        label={processes.sandbox()?.status === "ready" ? "New terminal" : "New terminal: the sandbox is not ready"}
        busy={processes.isCreating()}
        disabled={processes.sandbox()?.status !== "ready"}
        onClick={() => void processes.create()}
      />
      <Show when={active()}>
        {(process) => (
          <Menu
            label={process().title}
            align="end"
            side="above"
            items={() => tabMenu(process(), processes, () => setRenaming(process().processId))}
            trigger={(button) => <IconButton icon="ellipsis" label="Rename, close, stop, kill" {...button} />}
          />
        )}
      </Show>
      <Show when={processes.processes().length > 0}>
        <Menu
          label="All processes"
          align="end"
          side="above"
          items={() => list(processes)}
          trigger={(button) => <IconButton icon="list" label={`All processes (${processes.processes().length})`} {...button} />}
        />
      </Show>
      {props.end}
    </div>
  );
}

interface TabProps {
  process: ProcessRecord;
  processes: Processes;
  isRenaming: boolean;
  onRename: (is: boolean) => void;
}

function TerminalTab(props: TabProps): JSX.Element {
  const id = () => props.process.processId;
  const isActive = () => props.processes.active() === id();
  const rename = (title: string | undefined): void => {
    props.onRename(false);
    if (title) void props.processes.rename(id(), title.slice(0, 100));
  };
  return (
    <span class="terminal-tab" data-active={isActive() || undefined}>
      <Show when={!props.isRenaming} fallback={<InlineEdit label="Name of the terminal" value={props.process.title} onDone={rename} />}>
        <button
          type="button"
          role="tab"
          class="terminal-tab-name"
          aria-selected={isActive()}
          tabindex={isActive() ? 0 : -1}
          aria-keyshortcuts="Delete"
          data-tip={`${commandLine(props.process)}: ${standing(props.process)}`}
          onClick={() => props.processes.select(id())}
          onDblClick={() => props.onRename(true)}
          onAuxClick={(event) => event.button === 1 && props.processes.detach(id())}
          onContextMenu={(event) => openMenu(event, props.process.title, tabMenu(props.process, props.processes, () => props.onRename(true)))}
          onKeyDown={(event) => event.key === "Delete" && props.processes.detach(id())}
        >
          <Icon name={runs(props.process) ? "square-terminal" : props.process.exitCode === 0 ? "circle-check" : "circle-x"} size={12} />
          <span class="truncate">{props.process.title}</span>
        </button>
        {/* By keyboard it is Delete on the tab: in a list of tabs there is nothing but tabs. */}
        <span
          class="terminal-tab-close"
          aria-hidden="true"
          data-tip={runs(props.process) ? "Close the tab; the process goes on" : "Close the tab"}
          onClick={() => props.processes.detach(id())}
        >
          <Icon name="x" size={12} />
        </span>
      </Show>
    </span>
  );
}

function tabMenu(process: ProcessRecord, processes: Processes, rename: () => void): MenuItem[] {
  return [
    { label: "Rename", icon: "pencil", onSelect: rename },
    { label: "Close the tab", hint: runs(process) ? "The process goes on" : undefined, icon: "x", onSelect: () => processes.detach(process.processId) },
    "separator",
    ...endings(process, processes),
  ];
}

/** Ways to end a process, or to forget one that has ended. */
export function endings(process: ProcessRecord, processes: Processes): MenuItem[] {
  const { processId } = process;
  if (!runs(process)) return [{ label: "Remove", hint: "With what it has printed", icon: "trash", onSelect: () => void processes.remove(processId) }];
  return [
    { label: "Interrupt", hint: "SIGINT, as Ctrl-C", icon: "circle-pause", onSelect: () => void processes.kill(processId, "interrupt") },
    { label: "Stop", hint: process.tty ? "As if its terminal were closed" : "SIGTERM: please end", icon: "circle-stop", onSelect: () => void processes.stop(processId) },
    { label: "Kill", hint: "SIGKILL: cannot be refused", icon: "zap", danger: true, onSelect: () => void processes.kill(processId, "kill") },
  ];
}

function list(processes: Processes): MenuItem[] {
  return processes.processes().flatMap((process): MenuItem[] => [
    {
      label: process.title,
      hint: `${commandLine(process)} · ${standing(process)}`,
      icon: runs(process) ? "square-terminal" : "circle-slash",
      checked: processes.ids().includes(process.processId),
      onSelect: () => processes.show(process.processId),
    },
  ]);
}
