/** What the dialog holds, what is wrong with it, and what it asks for. Pure. */

import type { TaskForm } from "./chain";
import type { Preset } from "./open";
import { tooLong } from "../session/text-limit";

export type BranchChoice = "derived" | "new" | "existing";

export interface Typed {
  repositoryId: string;
  prompt: string;
  title: string;
  choice: BranchChoice;
  /** The new or the existing branch's name. */
  branch: string;
}

/** As the contracts have them (`limit.rs`); the gateway has the last word. */
export const MOST = { title: 200, branchBytes: 200 } as const;

export type Wrong = Partial<Record<"repositoryId" | "prompt" | "title" | "branch", string>>;

export function wrong(typed: Typed): Wrong {
  const found: Wrong = {};
  const long = tooLong(typed.prompt.trim());
  if (typed.repositoryId === "") found.repositoryId = "Choose a repository";
  if (typed.prompt.trim() === "") found.prompt = "Say what the agent is to do";
  if (long) found.prompt = long;
  if ([...typed.title.trim()].length > MOST.title) found.title = `At most ${MOST.title} characters`;
  if (typed.choice !== "derived") {
    const branch = typed.branch.trim();
    if (branch === "") found.branch = typed.choice === "new" ? "Name the new branch" : "Choose a branch";
    else if (new TextEncoder().encode(branch).length > MOST.branchBytes) found.branch = `At most ${MOST.branchBytes} bytes`;
  }
  return found;
}

export function taskForm(typed: Typed): TaskForm {
  const branch = typed.branch.trim();
  return {
    repositoryId: typed.repositoryId,
    prompt: typed.prompt.trim(),
    title: typed.title.trim() || null,
    branch: typed.choice === "new" ? branch : null,
    onBranch: typed.choice === "existing" ? branch : null,
  };
}

/** What was asked for joins what was typed before and not sent; a text is never replaced. */
export function withPreset(typed: Typed, { repositoryId, onBranch, prompt }: Preset): Typed {
  const [before, more] = [typed.prompt.trim(), prompt?.trim() ?? ""];
  return {
    ...typed,
    ...(repositoryId !== undefined && { repositoryId }),
    ...(onBranch !== undefined && { choice: "existing" as const, branch: onBranch }),
    ...(more !== "" && !before.endsWith(more) && { prompt: before === "" ? more : `${before}\n\n${more}` }),
  };
}
