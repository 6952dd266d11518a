import { createSignal, For, Show, type JSX } from "solid-js";

import { whyNot } from "../overview/stages";
import { Icon, IconButton, InlineEdit, Menu, openMenu } from "../ui";
import type { ProcessRecord } from "../wire";
import { allProcesses, tabMenu } from "./menus";
import { commandLine, runs, standing } from "./tabs";
import type { Processes } from "./use-processes";

/** The tabs of open terminals, a new one, and the list of all processes. */
export function Strip(props: { processes: Processes; end?: JSX.Element }): JSX.Element {
  const { processes } = props;
  const [renaming, setRenaming] = createSignal<string>();
  let host: HTMLDivElement | undefined;
  const active = () => processes.process(processes.active() ?? "");
  const onKeyDown = (event: KeyboardEvent): void => {
    const ids = processes.ids();
    const active = processes.active() ?? "";
    const at = ids.indexOf(active);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      processes.move(active, at + step);
      return focusTab();
    }
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + ids.length, Home: 0, End: ids.length - 1 }[event.key];
    const id = to === undefined ? undefined : ids[to % ids.length];
    if (!id) return;
    event.preventDefault();
    processes.select(id);
    focusTab();
  };
  const focusTab = (): void => queueMicrotask(() => host?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  return (
    <div class="terminals-bar">
      <div ref={(element) => (host = element)} class="terminal-tabs" role="tablist" aria-label="Terminals" onKeyDown={onKeyDown}>
        <For each={processes.ids()} fallback={<span class="terminal-title">Terminal</span>}>
          {(id) => <Show when={processes.process(id)}>{(process) => <TerminalTab process={process()} processes={processes} isRenaming={renaming() === id} onRename={(is) => setRenaming(is ? id : undefined)} />}</Show>}
        </For>
      </div>
      <IconButton
        icon="plus"
        label="New terminal"
        busy={processes.isCreating()}
        reason={whyNot(processes.sandbox()?.status)}
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
          items={() => allProcesses(processes)}
          trigger={(button) => <IconButton icon="list" label={`All processes (${processes.processes().length})`} {...button} />}
        />
      </Show>
      {props.end}
    </div>
  );
}

/** What a tab that is dragged is, among other things that people drag. */
const DRAGGED = "application/x-foundry-terminal";

interface TabProps {
  process: ProcessRecord;
  processes: Processes;
  isRenaming: boolean;
  onRename: (is: boolean) => void;
}

function TerminalTab(props: TabProps): JSX.Element {
  const id = () => props.process.processId;
  const isActive = () => props.processes.active() === id();
  const drop = (event: DragEvent): void => {
    const dragged = event.dataTransfer?.getData(DRAGGED);
    if (!dragged) return;
    event.preventDefault();
    props.processes.move(dragged, props.processes.ids().indexOf(id()));
  };
  const rename = (title: string | undefined): void => {
    props.onRename(false);
    if (title) void props.processes.rename(id(), title.slice(0, 100));
  };
  return (
    <span
      class="terminal-tab"
      data-active={isActive() || undefined}
      draggable={!props.isRenaming}
      onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, id())}
      onDragOver={(event) => event.dataTransfer?.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => drop(event)}
    >
      <Show when={!props.isRenaming} fallback={<InlineEdit label="Name of the terminal" value={props.process.title} onDone={rename} />}>
        <button
          type="button"
          role="tab"
          class="terminal-tab-name"
          aria-selected={isActive()}
          tabindex={isActive() ? 0 : -1}
          aria-keyshortcuts="Delete Alt+ArrowLeft Alt+ArrowRight"
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
