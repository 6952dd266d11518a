// Which of a task's processes are open as tabs. Terminals that run are, until a person closes the tab: that only detaches.

import type { ProcessRecord } from "../wire";

/** What a person has opened (`true`) and closed (`false`) by hand. */
export type Choices = Readonly<Record<string, boolean>>;

const RUNS = new Set<ProcessRecord["status"]>(["starting", "running"]);
export const runs = (process: Pick<ProcessRecord, "status">): boolean => RUNS.has(process.status);

/** The open ones, oldest first. One that has ended stays open if it was, so that people see how it ended. */
export function openTabs(processes: readonly ProcessRecord[], choices: Choices, wasOpen: ReadonlySet<string>): ProcessRecord[] {
  return processes.filter((process) => choices[process.processId] ?? (wasOpen.has(process.processId) || (process.tty && runs(process))));
}

/** As a person has arranged them; those that they have not arranged follow as they are. */
export function arranged(tabs: readonly ProcessRecord[], order: readonly string[]): ProcessRecord[] {
  const rank = new Map(order.map((id, index) => [id, index]));
  const rankOf = ({ processId }: ProcessRecord): number => rank.get(processId) ?? order.length;
  return [...tabs].sort((a, b) => rankOf(a) - rankOf(b));
}

/** The order with one tab put where another is. */
export function moved(ids: readonly string[], id: string, to: number): string[] {
  const others = ids.filter((other) => other !== id);
  const at = Math.max(0, Math.min(others.length, to));
  return [...others.slice(0, at), id, ...others.slice(at)];
}

/** The tab to show: the one that is wanted, if it is open; else the last one. */
export function activeTab(tabs: readonly ProcessRecord[], wanted: string | undefined): string | undefined {
  return (tabs.find((process) => process.processId === wanted) ?? tabs.at(-1))?.processId;
}

/** What the next terminal is called: the sandbox's own word for the first one, and numbers from then on. */
export function nextTitle(processes: readonly ProcessRecord[]): string | null {
  const titles = new Set(processes.map(({ title }) => title));
  if (!processes.some(({ tty }) => tty)) return null;
  let number = 2;
  while (titles.has(`Terminal ${number}`)) number += 1;
  return `Terminal ${number}`;
}

/** How a process stands, in a word or two. */
export function standing(process: ProcessRecord): string {
  if (process.status === "starting") return "starting";
  if (process.status === "running") return "running";
  if (process.status === "failed") return "could not be started";
  return typeof process.exitCode !== "number" ? "ended by a signal" : `exited with ${process.exitCode}`;
}

/** What was selected in a terminal, as a message quotes it: without the space that fills its lines. */
export function quoted(selection: string): string {
  const lines = selection.split("\n").map((line) => line.trimEnd());
  return ["```", ...lines, "```"].join("\n");
}

/** The command as people would type it. */
export function commandLine({ command, args }: Pick<ProcessRecord, "command" | "args">): string {
  if (!command) return "login shell";
  return [command, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
