import { useSearchParams } from "@solidjs/router";
import { Match, Switch, type JSX } from "solid-js";

import { Changes, useGit } from "../changes";
import { Checks } from "../checks";
import { Files } from "../files";
import { useTaskOrLine } from "../client";
import { Overview } from "../overview";
import { ownerReason } from "../overview/people";
import { registerCommands } from "../palette/commands";
import { Pane, Tabs } from "../ui";
import { Audit } from "./audit-tab";
import { Header, type PublishWay } from "./header";
import { TAB_NAMES, tabOf, TABS, type Tab } from "./tab";
import { showRail } from "./panel";
import { TerminalSplit } from "./terminal-split";
import { openTerminals } from "./terminal-height";
import "./rail.css";

export interface RailProps {
  organizationId: string;
  taskId: string;
}

/** What there is to know about a task, and what can be done with it: beside its sessions. */
export function Rail(props: RailProps): JSX.Element {
  const [address, setAddress] = useSearchParams<{ rail?: string; file?: string; line?: string; scope?: string }>();
  const { git } = useGit(() => props.organizationId, () => props.taskId);
  const task = useTaskOrLine(() => props.organizationId, () => props.taskId);
  const tab = (): Tab => tabOf(address);
  let publish: PublishWay | undefined;
  let openOwner: (() => void) | undefined;
  const open = (next: Tab): void => {
    // An open file opens the files; whoever goes elsewhere says so.
    const isUsual = next === "overview" && !address.file;
    setAddress({ rail: isUsual ? undefined : next }, { replace: true });
    showRail();
  };
  registerCommands(() => [
    ...TABS.map((tab) => ({ id: tab === "changes" ? "task.changes" : `rail.${tab}`, title: `Show ${TAB_NAMES[tab].toLowerCase()}`, group: "Task", run: () => open(tab) })),
    {
      id: "task.changeOwner",
      title: "Change the owner",
      group: "Task",
      unavailable: () => ownerReason(task()),
      run: () => {
        open("overview");
        // Once the overview is there.
        queueMicrotask(() => openOwner?.());
      },
    },
    { id: "task.terminal", title: "Terminal", group: "Task", run: openTerminals },
  ]);
  const tabs = () =>
    TABS.map((id) => ({ id, label: TAB_NAMES[id], count: id === "changes" ? git()?.status?.totals.files || undefined : undefined }));

  return (
    <div class="rail">
      <Header organizationId={props.organizationId} taskId={props.taskId} publishRef={(way) => (publish = way)} />
      <TerminalSplit organizationId={props.organizationId} taskId={props.taskId}>
        <Tabs class="rail-tabs" label="Details" tabs={tabs()} open={tab()} onOpen={(id) => open(id as Tab)} panel={(id) => <Pane name={TAB_NAMES[id as Tab]}>{panel(id as Tab)}</Pane>} />
      </TerminalSplit>
    </div>
  );

  function panel(tab: Tab): JSX.Element {
    const task = { organizationId: props.organizationId, taskId: props.taskId };
    return (
      <Switch>
        <Match when={tab === "overview"}>
          <Overview {...task} onChecks={() => open("checks")} ownerRef={(open) => (openOwner = open)} />
        </Match>
        <Match when={tab === "changes"}>
          <Changes {...task} />
        </Match>
        <Match when={tab === "files"}>
          <Files {...task} />
        </Match>
        <Match when={tab === "checks"}>
          <Checks {...task} publish={publish} />
        </Match>
        <Match when={tab === "audit"}>
          <Audit {...task} />
        </Match>
      </Switch>
    );
  }
}
