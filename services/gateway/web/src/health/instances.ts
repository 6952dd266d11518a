/** What the instances of the fleet say of themselves, service by service. Pure. */

import type { Instance } from "../wire";

export interface Service {
  actor: string;
  instances: Instance[];
  /** Its instances are not of one build: a release is being rolled out, or was left halfway. */
  isMixed: boolean;
}

/** An instance says that it lives every 400 ms; one that has not for so long is about to be taken for gone. Milliseconds. */
export const LATE = 1_600;

/** By service, in the order in which they are told. */
export function byService(instances: readonly Instance[]): Service[] {
  const services = new Map<string, Instance[]>();
  for (const instance of instances) services.set(instance.actor, [...(services.get(instance.actor) ?? []), instance]);
  return [...services].map(([actor, all]) => ({ actor, instances: all, isMixed: new Set(all.map(release)).size > 1 }));
}

/** `0.1.0 · 3f2a1bc`; what is not known is left out. */
export const release = ({ version, build }: Pick<Instance, "version" | "build">): string =>
  [version, build?.slice(0, 12)].filter(Boolean).join(" · ") || "not known";

/** `3 partitions: 0, 4–6`: what it holds. */
export function holds(partitions: readonly number[]): string {
  if (partitions.length === 0) return "nothing";
  const ranges: [number, number][] = [];
  for (const partition of [...partitions].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && partition === last[1] + 1) last[1] = partition;
    else ranges.push([partition, partition]);
  }
  const told = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
  return `${partitions.length === 1 ? "partition" : `${partitions.length} partitions:`} ${told}`;
}

/** How long ago, by the reader's clock, which read it; clocks that differ give no time before now. */
export const since = (at: number, readAt: number): number => Math.max(0, readAt - at);
