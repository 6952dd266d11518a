/**
 * The commands of the page. Each part registers its own while it is shown; the palette lists them and the keyboard runs them,
 * so that whatever has a button has a name and a key too.
 */

import { createContext, createSignal, onCleanup, useContext } from "solid-js";

export interface PageCommand {
  /** `task.archive`; the key map names it. */
  id: string;
  title: string;
  /** Where it belongs in the list: `Task`, `Go to`. */
  group: string;
  /** Other words that people look for. */
  words?: string;
  /** Why it cannot be done now; `undefined` when it can. It is shown, and the command is not run. */
  unavailable?: () => string | undefined;
  run: () => void;
}

type Source = () => readonly PageCommand[];

// No signal holds them: at the end of a transition, as each navigation is one, what is cleaned up would be there again.
const sources = new Set<Source>();
const [version, setVersion] = createSignal(0);
const changed = () => setVersion((before) => before + 1);

const Counting = createContext<() => boolean>(() => true);

/** Around a part whose commands count only while `value()` says so: what it is about may be left already. */
export const CommandsCount = Counting.Provider;

/** For the lifetime of the component that calls it. Of two commands with one id, the later registration is the one that counts. */
export function registerCommands(source: Source): void {
  const counts = useContext(Counting);
  const counted: Source = () => (counts() ? source() : []);
  sources.add(counted);
  changed();
  onCleanup(() => {
    sources.delete(counted);
    changed();
  });
}

export function commands(): PageCommand[] {
  version();
  const byId = new Map<string, PageCommand>();
  for (const source of sources) for (const command of source()) byId.set(command.id, command);
  return [...byId.values()];
}

export type Ran = "ran" | "unknown" | { unavailable: string };

export function runCommand(id: string): Ran {
  const command = commands().find((one) => one.id === id);
  if (command === undefined) return "unknown";
  const why = command.unavailable?.();
  if (why !== undefined) return { unavailable: why };
  command.run();
  return "ran";
}
