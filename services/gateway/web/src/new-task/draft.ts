/**
 * What was typed into the dialog and not yet sent, kept in this browser: closing the dialog, or the page, loses nothing. By
 * person: nobody else at this browser reads it.
 */

import { session } from "../client";
import type { Typed } from "./form";

const storageKey = (organizationId: string) => `foundry:new-task:${session()?.userId ?? ""}:${organizationId}`;
const EMPTY: Typed = { repositoryId: "", prompt: "", title: "", choice: "derived", branch: "" };

export function readDraft(organizationId: string): Typed {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(storageKey(organizationId)) ?? "null");
    if (read === null || typeof read !== "object") return EMPTY;
    const typed = { ...EMPTY };
    for (const name of ["repositoryId", "prompt", "title", "branch"] as const) {
      const value = (read as Record<string, unknown>)[name];
      if (typeof value === "string") typed[name] = value;
    }
    const choice = (read as Record<string, unknown>)["choice"];
    if (choice === "new" || choice === "existing") typed.choice = choice;
    return typed;
  } catch (error) {
    console.warn("The draft of a new task cannot be read", error);
    return EMPTY;
  }
}

export function keepDraft(organizationId: string, typed: Typed): void {
  try {
    localStorage.setItem(storageKey(organizationId), JSON.stringify(typed));
  } catch (error) {
    console.warn("The draft of a new task cannot be kept", error);
  }
}

/** The repository stays chosen: the next task is likely to be for the same one. */
export function dropDraft(organizationId: string, repositoryId: string): void {
  keepDraft(organizationId, { ...EMPTY, repositoryId });
}
