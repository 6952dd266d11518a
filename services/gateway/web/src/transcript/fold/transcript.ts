// The state of a fold: the items so far, and what the next event has to find again.

import type { Command, Item, PlanItem, Usage } from "./items";

export interface Transcript {
  items: Item[];
  /** The index of the newest event that is in it; 0 when there is none. */
  last: number;
  /** The turn that is under way: its message, since when, and what the session had cost by then. */
  turn: { id: string | null; at: number; startedWithCost: number | null } | null;
  /** Who has begun the newest turn, as far as the log says. */
  author: string | null;
  usage: Usage | null;
  mode: string | null;
  title: string | null;
  commands: Command[];
  /** The agent's settings as it last listed them. */
  options: unknown[];
  /** When the newest event was written down; 0 when there is none. */
  heardAt: number;
  /** Positions of items by what later events call them. */
  tools: Map<string, number>;
  permissions: Map<string, number>;
  plans: Map<string, number>;
  /** Positions that the present batch has changed. */
  changed: Set<number>;
}

export function empty(): Transcript {
  return {
    items: [],
    last: 0,
    turn: null,
    author: null,
    usage: null,
    mode: null,
    title: null,
    commands: [],
    options: [],
    heardAt: 0,
    tools: new Map(),
    permissions: new Map(),
    plans: new Map(),
    changed: new Set(),
  };
}

/** One that goes on by itself: items are replaced and never changed, so both have them. */
export function copy(of: Transcript): Transcript {
  const { items, tools, permissions, plans } = of;
  return { ...of, items: [...items], tools: new Map(tools), permissions: new Map(permissions), plans: new Map(plans), changed: new Set() };
}

/** Puts an item at the end; says where. */
export function push(to: Transcript, item: Item): number {
  const position = to.items.push(item) - 1;
  to.changed.add(position);
  return position;
}

/** Puts a changed copy into the place of an item: whoever holds the old one keeps it as it was. */
export function change<T extends Item>(of: Transcript, position: number, changes: Partial<T>): void {
  const before = of.items[position];
  if (!before) return;
  of.items[position] = { ...before, ...changes } as Item;
  of.changed.add(position);
}

/** The plan that the agent is working through now; undefined when there is none, or all of it is done. */
export function activePlan(of: Transcript): PlanItem | undefined {
  if (!of.turn) return undefined;
  for (const position of [...of.plans.values()].sort((a, b) => b - a)) {
    const plan = of.items[position];
    if (plan?.type !== "plan" || plan.turn !== of.turn.id || plan.isRemoved) continue;
    if (plan.entries.some((entry) => entry.status !== "completed")) return plan;
  }
  return undefined;
}
