import { send } from "../client";
import type { Instances, Queues } from "../wire";

/** What waits in the fleet's streams; only an organization's admins are told. Throws a `Problem`. */
export async function readQueues(organizationId: string, signal: AbortSignal): Promise<Queues> {
  const answer = await send(`/v1/queues/${encodeURIComponent(organizationId)}`, { signal });
  return (await answer.json()) as Queues;
}

/** Which instances of each service live; only an organization's admins are told. Throws a `Problem`. */
export async function readInstances(organizationId: string, signal: AbortSignal): Promise<Instances> {
  const answer = await send(`/v1/instances/${encodeURIComponent(organizationId)}`, { signal });
  return (await answer.json()) as Instances;
}
