import { createSignal, For, Match, Show, Switch, type JSX } from "solid-js";

import { SandboxState } from "../overview/sandbox-state";
import { showTerminals } from "../rail/terminal-height";
import { Button, Empty, Skeleton } from "../ui";
import type { ProcessRecord } from "../wire";
import { useFeed } from "./feed";
import { EndBar, Screen } from "./screen";
import { Strip } from "./strip";
import { runs, standing } from "./tabs";
import { useProcesses, type Processes } from "./use-processes";
import "./screen.css";
import "./terminal.css";

export interface TerminalPaneProps {
  organizationId: string;
  taskId: string;
  /** At the end of the bar. */
  end?: JSX.Element;
}

/** A task's terminals: those that run are there, whoever has started them. */
export function TerminalPane(props: TerminalPaneProps): JSX.Element {
  const processes = useProcesses(props.organizationId, props.taskId);
  return (
    <section class="terminals" aria-label="Terminals">
      <Strip processes={processes} end={props.end} />
      <div class="terminals-body">
        <Switch>
          <Match when={processes.topic.status() === "loading"}>
            <Skeleton lines={3} label="Loading terminals" />
          </Match>
          <Match when={processes.sandbox()?.status !== "ready"}>
            <SandboxState sandbox={processes.sandbox()} problem={processes.topic.problem()} what="What runs" />
          </Match>
          <Match when={processes.ids().length === 0}>
            <NoneOpen processes={processes} />
          </Match>
          <Match when={true}>
            {/* Another generation of the sandbox has other processes, whatever they are called. */}
            <For each={processes.ids()}>
              {(id) => (
                <Show when={processes.process(id)}>
                  {(process) => <Opened {...props} process={process()} processes={processes} isActive={processes.active() === id} />}
                </Show>
              )}
            </For>
          </Match>
        </Switch>
      </div>
    </section>
  );
}

function NoneOpen(props: { processes: Processes }): JSX.Element {
  const running = () => props.processes.running();
  return (
    <Empty
      icon="square-terminal"
      title={running() > 0 ? "No terminal is open" : "Nothing runs here"}
      action={
        <Button busy={props.processes.isCreating()} onClick={() => void props.processes.create()}>
          New terminal
        </Button>
      }
    >
      {running() > 0 ? `${running()} still run: see the list above.` : "A terminal runs in the sandbox, in the task's branch."}
    </Empty>
  );
}

function Opened(props: TerminalPaneProps & { process: ProcessRecord; processes: Processes; isActive: boolean }): JSX.Element {
  const [isRemoving, setRemoving] = createSignal(false);
  const feed = useFeed(() => props.organizationId, () => props.taskId, () => props.process.processId);
  const remove = async (): Promise<void> => {
    setRemoving(true);
    await props.processes.remove(props.process.processId);
    setRemoving(false);
  };
  return (
    <div class="opened" classList={{ "opened-behind": !props.isActive }}>
      <Show when={props.process.status !== "failed"} fallback={<Failed process={props.process} onRemove={() => void remove()} />}>
        <Show when={props.process.status !== "starting"} fallback={<Skeleton lines={2} label="Starting" />}>
          <Screen taskId={props.taskId} feed={feed()} process={props.process} isActive={props.isActive} onLeave={() => showTerminals(false)} />
        </Show>
        <Show when={!runs(props.process)}>
          <EndBar text={`${typeof props.process.exitCode === "number" ? "It has" : "It was"} ${standing(props.process)}`} isBad={props.process.exitCode !== 0} isRemoving={isRemoving()} onRemove={() => void remove()} />
        </Show>
      </Show>
    </div>
  );
}

function Failed(props: { process: ProcessRecord; onRemove: () => void }): JSX.Element {
  return (
    <Empty icon="circle-x" title="It could not be started" action={<Button onClick={props.onRemove}>Remove</Button>}>
      {props.process.error}
    </Empty>
  );
}
