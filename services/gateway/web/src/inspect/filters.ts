/** What of a timeline is shown. It stands in the address, so that it can be sent to somebody. */

import { isActive, isTrouble, type Row } from "./timeline";

/** `state`: no rows at all, but what the actor shows of itself. */
export type Show = "all" | "commands" | "workflows" | "deadLetters" | "state";
export type Only = "" | "trouble" | "active";

export interface Filters {
  q: string;
  show: Show;
  only: Only;
}

export type Parameters = Record<string, string | string[] | undefined>;

export function one<T extends string>(value: string | string[] | undefined, allowed: readonly T[], otherwise: T): T {
  return allowed.find((item) => item === value) ?? otherwise;
}

export function readFilters(parameters: Parameters): Filters {
  return {
    q: typeof parameters["q"] === "string" ? parameters["q"] : "",
    show: one(parameters["show"], ["all", "commands", "workflows", "deadLetters", "state"], "all"),
    only: one(parameters["only"], ["", "trouble", "active"], ""),
  };
}

/** What is as usual stays out of the address. */
export function writeFilters(filters: Filters): Record<string, string | undefined> {
  return { q: filters.q || undefined, show: filters.show === "all" ? undefined : filters.show, only: filters.only || undefined };
}

export function isFiltered(filters: Filters): boolean {
  return filters.q !== "" || filters.show !== "all" || filters.only !== "";
}

export function applyFilters(rows: readonly Row[], filters: Filters): Row[] {
  const terms = filters.q
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== "");
  return rows.filter((row) => {
    if (filters.show === "commands" && row.what !== "command") return false;
    if (filters.show === "workflows" && row.what !== "workflow") return false;
    if (filters.show === "deadLetters" && !(row.what === "command" && row.letter !== undefined)) return false;
    if (filters.only === "trouble" && !isTrouble(row)) return false;
    if (filters.only === "active" && !isActive(row)) return false;
    return terms.every((term) => searchable(row).includes(term));
  });
}

function searchable(row: Row): string {
  const by = row.what === "command" ? row.by : `${row.by} ${row.run.workflowId}`;
  return `${row.name}\n${row.id}\n${row.traceId ?? ""}\n${row.state}\n${row.says}\n${by}`.toLowerCase();
}
