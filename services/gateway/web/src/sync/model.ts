/** Where an organization stands with GitHub, as the sync panel, its short form and the warning show it. Pure. */

import type { components } from "../wire";

export type GithubState = components["schemas"]["GithubState"];
export type SyncPhase = components["schemas"]["SyncPhase"];

export const PHASES: readonly { phase: SyncPhase; name: string }[] = [
  { phase: "discoveringRepositories", name: "Discover" },
  { phase: "syncingRepositories", name: "Repositories" },
  { phase: "syncingBranches", name: "Branches" },
  { phase: "syncingMembers", name: "Members" },
  { phase: "syncingPullRequests", name: "Pull requests" },
];

export type PhaseState = "waiting" | "active" | "done";

export interface PhaseLine {
  phase: SyncPhase;
  name: string;
  state: PhaseState;
  /** Of the active phase only, and once it is known how much there is. */
  count: { processed: number; total: number } | undefined;
}

/** The five phases of a running or complete sync; a sync that has not begun waits with all of them. */
export function track(github: GithubState): PhaseLine[] {
  const at = PHASES.findIndex(({ phase }) => phase === github.syncPhase);
  return PHASES.map(({ phase, name }, index) => {
    const state: PhaseState = github.syncStatus === "synced" ? "done" : at < 0 || index > at ? "waiting" : index < at ? "done" : "active";
    const { processedRepositoryCount: processed, totalRepositoryCount: total } = github;
    return { phase, name, state, count: state === "active" && total > 0 ? { processed, total } : undefined };
  });
}

/** From 0 to 1 over all phases; 1 when a sync is complete, 0 before one begins. */
export function progress(github: GithubState): number {
  if (github.syncStatus === "synced") return 1;
  if (github.syncStatus !== "syncing") return 0;
  const at = Math.max(
    0,
    PHASES.findIndex(({ phase }) => phase === github.syncPhase),
  );
  const within = github.totalRepositoryCount === 0 ? 0 : github.processedRepositoryCount / github.totalRepositoryCount;
  return (at + Math.min(1, within)) / PHASES.length;
}

/**
 * The bar of one sync never goes back, even when repositories that failed in passing are read again. Another sync begins
 * anew, visibly.
 */
export function highWater(): (github: GithubState) => number {
  let sync: string | undefined;
  let reached = 0;
  return (github) => {
    const now = github.syncStatus === "syncing" ? `syncing after ${github.syncGeneration}` : github.syncStatus;
    if (now !== sync) [sync, reached] = [now, 0];
    reached = Math.max(reached, progress(github));
    return reached;
  };
}

export interface Pace {
  /** Repositories read in a second, as seen so far. */
  aSecond: number;
  /** How long the rest of this phase takes at that pace, in milliseconds. */
  left: number;
}

/** For less time than this nothing is concluded from what was seen. Milliseconds. */
const SEEN_FOR = 2_000;

/** How quickly the phase under way gets on, from what was seen of it since it began or since somebody looks. */
export function pace(): (github: GithubState, now: number) => Pace | undefined {
  let first: { phase: string; processed: number; at: number } | undefined;
  return (github, now) => {
    const { syncStatus, syncPhase, syncGeneration, processedRepositoryCount: processed, totalRepositoryCount: total } = github;
    if (syncStatus !== "syncing" || github.waitsUntil) return (first = undefined);
    const phase = `${syncGeneration} ${syncPhase}`;
    if (first?.phase !== phase || processed < first.processed) first = { phase, processed, at: now };
    const [read, took] = [processed - first.processed, now - first.at];
    if (read === 0 || took < SEEN_FOR || processed >= total) return undefined;
    return { aSecond: (read / took) * 1_000, left: ((total - processed) / read) * took };
  };
}

export type Attention = "install" | "reconnect" | undefined;

/** What keeps webhooks and syncs from coming. */
export function attention(github: Pick<GithubState, "installationStatus">): Attention {
  if (github.installationStatus === "installRequired") return "install";
  return github.installationStatus === "reconnectRequired" ? "reconnect" : undefined;
}

/** Until when GitHub lets nothing more be asked; `undefined` when it does not say so, or that time has passed. */
export function limitedUntil(github: GithubState, now: number): number | undefined {
  const limit = github.rateLimit;
  return limit && limit.remaining === 0 && limit.resetsAt > now ? limit.resetsAt : undefined;
}

/** Why a sync waits. Until when stands beside it, in this person's own time. */
export const waitsBecause = (github: GithubState): string => github.lastSyncLabel.replace(/; trying again at .*$/, "");

export function statusWords(github: GithubState): string {
  const needs = attention(github);
  if (needs) return needs === "install" ? "The GitHub App is not installed" : "The GitHub App is not connected";
  if (github.syncStatus === "syncing" && github.waitsUntil) return "Waiting for GitHub";
  switch (github.syncStatus) {
    case "synced":
      return github.failures.length === 0 ? "Synced" : `Synced, ${github.failures.length} could not be read`;
    case "syncing":
      return "Syncing";
    case "error":
      return "The last sync failed";
    default:
      return "Not synced yet";
  }
}
