/** Which instances of each service live, for an organization's admins: what they are, since when, and what they hold. */

import { createEffect, For, onCleanup, Show } from "solid-js";
import { isPageVisible } from "../app";
import { Card, createRead, OrProblem } from "../pages";
import { Badge, duration, Notice, Skeleton } from "../ui";
import { byService, holds, LATE, release, since } from "./instances";
import { readInstances } from "./read-queues";
import { Table } from "./Table";

/** While somebody looks, and the page can be seen. Milliseconds. */
const EVERY = 5_000;

export function Instances(props: { organizationId: string }) {
  const living = createRead(
    () => props.organizationId,
    readInstances,
    { keeps: true },
  );
  createEffect(() => {
    if (!isPageVisible()) return;
    const timer = setInterval(living.again, EVERY);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <Card title="Instances" about="Who runs each service, as they say themselves some times a second. One that says nothing for five seconds is gone from here. For admins.">
      <OrProblem of={living} what="The instances could not be read">
        <Show when={living.value()} fallback={<Skeleton label="Reading the instances" lines={6} />}>
          {(read) => (
            <>
              <For each={byService(read().instances).filter((service) => service.isMixed)}>
                {(service) => <Notice tone="warning">{`The instances of ${service.actor} are not of one build.`}</Notice>}
              </For>
              <Table label="Who runs each service" columns={["Instance", "Version", "Up for", "Heard", "Holds"]}>
                <For each={read().instances}>
                  {(instance) => (
                    <tr>
                      <th scope="row" class="mono" data-tip={instance.pid ? `Process ${instance.pid}` : undefined}>{instance.name}</th>
                      <td class="mono">{release(instance)}</td>
                      <td>{instance.startedAt ? duration(since(instance.startedAt, read().at)) : "not known"}</td>
                      <td>
                        <Show when={since(instance.heardAt, read().at) > LATE} fallback={`${duration(since(instance.heardAt, read().at))} ago`}>
                          <Badge tone="warning" icon="hourglass">{`${duration(since(instance.heardAt, read().at))} ago`}</Badge>
                        </Show>
                      </td>
                      <td data-is={instance.partitions.length === 0 ? "none" : undefined}>{holds(instance.partitions)}</td>
                    </tr>
                  )}
                </For>
              </Table>
              <Show when={read().isCut}>
                <p class="page-about">There are more; only the first {read().instances.length} are told.</p>
              </Show>
            </>
          )}
        </Show>
      </OrProblem>
    </Card>
  );
}
