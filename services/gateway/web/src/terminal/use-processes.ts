// A task's processes, which of them are open as tabs, and what can be done with them.
import { createEffect, createMemo, createSignal } from "solid-js";

import { keepHere, request, useSandbox } from "../client";
import { attempt } from "../ui";
import type { ProcessRecord, Signal } from "../wire";
import { activeTab, arranged, moved, nextTitle, openTabs, runs, type Choices } from "./tabs";

export function useProcesses(organizationId: string, taskId: string) {
  const { topic, sandbox } = useSandbox(() => organizationId, () => taskId);
  const name = `foundry:terminals:${taskId}`;
  const kept = read(sessionStorage.getItem(name));
  const [choices, setChoices] = createSignal(kept.choices);
  const [order, setOrder] = createSignal(kept.order);
  const [wanted, setWanted] = createSignal<string>();
  const [isCreating, setCreating] = createSignal(false);
  const wasOpen = new Set<string>();
  const key = [organizationId, taskId];
  const isReady = () => sandbox()?.status === "ready";
  const processes = createMemo<readonly ProcessRecord[]>(() => (isReady() ? (sandbox()?.processes ?? []) : []));
  const tabs = createMemo(() => arranged(openTabs(processes(), choices(), wasOpen), order()));
  // Equal lists are the same tabs: what is shown of a process stays while the list changes around it.
  const ids = createMemo(() => tabs().map(({ processId }) => processId), [], { equals: (a, b) => a.join() === b.join() });
  createEffect(() => {
    for (const id of ids()) wasOpen.add(id);
  });
  const keep = (): void => void keepHere(name, JSON.stringify({ choices: choices(), order: order() }), sessionStorage);
  const choose = (id: string, isOpen: boolean): void => {
    setChoices((before) => ({ ...before, [id]: isOpen }));
    keep();
  };

  return {
    topic,
    sandbox,
    processes,
    ids,
    isCreating,
    process: (id: string) => processes().find(({ processId }) => processId === id),
    active: createMemo(() => activeTab(tabs(), wanted())),
    running: () => processes().filter(runs).length,
    show(id: string): void {
      choose(id, true);
      setWanted(id);
    },
    select: (id: string): void => void setWanted(id),
    /** Only the tab goes; the process goes on. */
    detach: (id: string): void => choose(id, false),
    /** Puts a tab where another one is. */
    move(id: string, to: number): void {
      setOrder(moved(ids(), id, to));
      keep();
    },
    async create(): Promise<void> {
      setCreating(true);
      const made = await attempt("No terminal was opened", () => request("sandbox.createProcess", key, { tty: true, title: nextTitle(processes()) }));
      setCreating(false);
      if (made) setWanted(made.processId);
    },
    rename: (processId: string, title: string) => attempt("The terminal was not renamed", () => request("sandbox.renameProcess", key, { processId, title })),
    stop: (processId: string) => attempt("The process was not stopped", () => request("sandbox.stopProcess", key, { processId })),
    kill: (processId: string, signal: Signal) => attempt("The signal was not sent", () => request("sandbox.killProcess", key, { processId, signal })),
    remove: (processId: string) => attempt("The process was not removed", () => request("sandbox.removeProcess", key, { processId })),
  };
}

export type Processes = ReturnType<typeof useProcesses>;

interface Kept {
  choices: Choices;
  order: readonly string[];
}

function read(text: string | null): Kept {
  const nothing: Kept = { choices: {}, order: [] };
  try {
    return text ? { ...nothing, ...(JSON.parse(text) as Partial<Kept>) } : nothing;
  } catch {
    // Something else has this name; nobody has chosen anything.
    return nothing;
  }
}
