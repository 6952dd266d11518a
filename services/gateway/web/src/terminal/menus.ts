// What can be done with processes, as menus.
import type { MenuItem } from "../ui";
import type { ProcessRecord } from "../wire";
import { commandLine, runs, standing } from "./tabs";
import type { Processes } from "./use-processes";

/** What can be done with one terminal. */
export function tabMenu(process: ProcessRecord, processes: Processes, rename: () => void): MenuItem[] {
  return [
    { label: "Rename", icon: "pencil", onSelect: rename },
    { label: "Close the tab", hint: runs(process) ? "The process goes on" : undefined, icon: "x", onSelect: () => processes.detach(process.processId) },
    "separator",
    ...endings(process, processes),
  ];
}

/** Ways to end a process, or to forget one that has ended. */
function endings(process: ProcessRecord, processes: Processes): MenuItem[] {
  const { processId } = process;
  if (!runs(process)) return [{ label: "Remove", hint: "With what it has printed", icon: "trash", onSelect: () => void processes.remove(processId) }];
  return [
    { label: "Interrupt", hint: "SIGINT, as Ctrl-C", icon: "circle-pause", onSelect: () => void processes.kill(processId, "interrupt") },
    { label: "Stop", hint: process.tty ? "As if its terminal were closed" : "SIGTERM: please end", icon: "circle-stop", onSelect: () => void processes.stop(processId) },
    { label: "Kill", hint: "SIGKILL: cannot be refused", icon: "zap", danger: true, onSelect: () => void processes.kill(processId, "kill") },
  ];
}

/** All processes, each to be shown as a tab. */
export function allProcesses(processes: Processes): MenuItem[] {
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
