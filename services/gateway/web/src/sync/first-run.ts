/** The first-run checklist: each line follows real state, and says what to do while it is open. Pure. */

import type { components } from "../wire";
import { attention, type GithubState } from "./model";

export type Checklist = NonNullable<components["schemas"]["App"]["checklist"]>;

export interface FirstRunLine {
  id: "organization" | "install" | "sync" | "begin";
  title: string;
  help: string;
  state: "done" | "next" | "later";
}

/** What is so of the organization that is shown: the person's own list speaks of all of theirs. */
export function ofOrganization(noted: Checklist, github: Pick<GithubState, "installationStatus" | "lastSyncAt"> | undefined): Checklist {
  if (!github) return noted;
  return { ...noted, isConnected: attention(github) === undefined, isSynced: (github.lastSyncAt ?? undefined) !== undefined };
}

const LINES: readonly { id: FirstRunLine["id"]; title: string; help: string; done: keyof Checklist }[] = [
  {
    id: "organization",
    title: "Belong to an organization",
    help: "Foundry looks up your organizations at GitHub when you sign in.",
    done: "hasOrganization",
  },
  {
    id: "install",
    title: "Install the GitHub App",
    help: "It lets Foundry read repositories and hear of pull requests.",
    done: "isConnected",
  },
  {
    id: "sync",
    title: "First sync",
    help: "Repositories, branches, members and pull requests are read once; webhooks keep them fresh.",
    done: "isSynced",
  },
  {
    id: "begin",
    title: "Give an agent its first task",
    help: "Pick a pull request among the tasks, or describe something new.",
    done: "hasBegun",
  },
];

/** The first open line is the one to do next; those behind it wait for it. */
export function firstRun(checklist: Checklist): FirstRunLine[] {
  const next = LINES.findIndex((line) => !checklist[line.done]);
  return LINES.map(({ done, ...line }, index) => ({ ...line, state: checklist[done] ? "done" : index === next ? "next" : "later" }));
}

export function isFirstRunOver(checklist: Checklist): boolean {
  return LINES.every((line) => checklist[line.done]);
}
