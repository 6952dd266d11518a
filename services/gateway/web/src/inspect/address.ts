/** Which actor, or which trace, an address of the inspector names, or the list of runs. Pure. */

import { type ActorRef, kindFacts } from "./actors";

export type Inspected = { sort: "all" } | { sort: "runs" } | { sort: "trace"; traceId: string } | { sort: "actor"; actor: ActorRef } | { sort: "unknown" };

/** `/inspect`, `/inspect/task/t-1`; also with the organization before the task, as the actor's key has it. */
export function inspected(organizationId: string, kind: string | undefined, key: string | undefined): Inspected {
  if (kind === undefined || kind === "") return { sort: "all" };
  if (kind === "runs") return { sort: "runs" };
  const last = (key ?? "")
    .split("/")
    .filter((token) => token !== "")
    .at(-1);
  if (kind === "trace") return last === undefined ? { sort: "unknown" } : { sort: "trace", traceId: last };
  const facts = kindFacts(kind);
  switch (facts?.keyed) {
    case "organization":
      return { sort: "actor", actor: { kind: facts.kind, key: organizationId } };
    case "me":
      return { sort: "actor", actor: { kind: facts.kind, key: "me" } };
    case "task":
      return last === undefined ? { sort: "unknown" } : { sort: "actor", actor: { kind: facts.kind, key: last } };
    default:
      return { sort: "unknown" };
  }
}
