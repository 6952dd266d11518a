// What the rows of a transcript need of where they are.
import { type Accessor, createContext, createEffect, createSignal, on, untrack, useContext } from "solid-js";

import type { components } from "../wire";
import type { EndItem } from "./fold/items";
import type { Folds } from "./folds";

export type Permission = components["schemas"]["Permission"];

/** Somebody who has said or done something here. */
export interface Person {
  login: string;
}

export interface TranscriptContext {
  organizationId: string;
  taskId: string;
  sessionId: string;
  /** `user:u42` or `u42`; undefined for nobody that the organization knows. */
  person(id: string | null): Person | undefined;
  /** The sandbox's row of a question; undefined while it is not known. */
  permission(permissionId: string): Permission | undefined;
  /** Why the sandbox's rows cannot be read, and reading them again. */
  permissionProblem(): { detail: string; again(): void } | undefined;
  /** Throws a `Problem` when the answer is refused. */
  answer(permissionId: string, optionId: string): Promise<void>;
  /** The bytes of an image that a message points at. */
  image(imageId: string): Promise<Blob>;
  /** The address of a file's diff beside the sessions. */
  diffHref(path: string): string;
  /** The address of a file, at a line if there is one. */
  fileHref(path: string, line: number | null): string;
  /** The moment that is shown, in milliseconds since 1970; undefined for now. Of the past nothing can be answered. */
  asOf(): number | undefined;
  /** What can be done about an end that was none; null when nothing can. */
  wayOn(end: EndItem): { label: string; run(): Promise<void> }[];
  folds: Folds;
}

const Context = createContext<TranscriptContext>();
export const TranscriptProvider = Context.Provider;

export function useTranscript(): TranscriptContext {
  const context = useContext(Context);
  if (!context) throw new Error("rows are shown in a transcript");
  return context;
}

/** Whether a card is unfolded, and its switch. */
export function createFolding(id: () => string, isOpenByItself: () => boolean): [Accessor<boolean>, () => void] {
  const { folds } = useTranscript();
  const [chosen, choose] = createSignal(untrack(() => folds.get(id())));
  createEffect(on(folds.allTools, () => choose(folds.get(id())), { defer: true }));
  const isOpen = () => chosen() ?? isOpenByItself();
  const toggle = () => {
    const next = !isOpen();
    folds.set(id(), next);
    choose(next);
  };
  return [isOpen, toggle];
}
