/** What waits in the fleet's streams, for an organization's admins: how far behind each kind of actor is. */

import { A } from "@solidjs/router";
import { createEffect, For, onCleanup, Show } from "solid-js";
import { isPageVisible } from "../app";
import { inspectHref } from "../inspect/actors";
import { Card, createRead, OrProblem } from "../pages";
import { Skeleton } from "../ui";
import { size, standing } from "./queues";
import { readQueues } from "./read-queues";
import { Table } from "./Table";

/** While somebody looks, and the page can be seen. Milliseconds. */
const EVERY = 5_000;

/** Actors that an organization has one of: their row leads to it. */
const OWN = ["organization", "githubData", "auditLog"] as const;

export function Queues(props: { organizationId: string }) {
  const queues = createRead(
    () => props.organizationId,
    readQueues,
    { keeps: true },
  );
  createEffect(() => {
    if (!isPageVisible()) return;
    const timer = setInterval(queues.again, EVERY);
    onCleanup(() => clearInterval(timer));
  });
  const href = (actor: string) => {
    const kind = OWN.find((own) => own === actor);
    return kind && inspectHref(props.organizationId, { kind, key: props.organizationId });
  };
  return (
    <Card title="Queues" about="What waits in each stream and is being done, of all organizations of this fleet together. For admins.">
      <OrProblem of={queues} what="The queues could not be read">
        <Show when={queues.value()} fallback={<Skeleton label="Reading the queues" lines={6} />}>
          {(read) => (
            <Table label="What waits in each stream" columns={["Stream", "Waiting", "Being done", "Again", "Kept"]} numbers>
              <For each={read().streams}>
                {(queue) => (
                  <tr data-standing={standing(queue)}>
                    <th scope="row">
                      <Show when={href(queue.actor)} fallback={<span class="mono">{queue.stream}</span>}>
                        {(to) => <A class="link mono" href={to()}>{queue.stream}</A>}
                      </Show>
                    </th>
                    <td data-is={queue.waiting > 0 ? "waiting" : "none"}>{queue.waiting.toLocaleString()}</td>
                    <td data-is={queue.inFlight > 0 ? "some" : "none"}>{queue.inFlight.toLocaleString()}</td>
                    <td data-is={queue.redelivered > 0 ? "waiting" : "none"}>{queue.redelivered.toLocaleString()}</td>
                    <td data-is="kept">{queue.messages.toLocaleString()} · {size(queue.bytes)}</td>
                  </tr>
                )}
              </For>
            </Table>
          )}
        </Show>
      </OrProblem>
    </Card>
  );
}
