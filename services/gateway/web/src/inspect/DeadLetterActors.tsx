/** Whose commands could not be processed, for an organization's admins: one place to find them, whichever actor they are of. */

import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { useOrganization } from "../client";
import { createRead, OrProblem } from "../pages";
import { Badge, Icon, Skeleton } from "../ui";
import { inspectHref, kindFacts } from "./actors";
import { readDead } from "./read-dead-letters";
import "./inspect.css";

export function DeadLetterActors(props: { organizationId: string }) {
  const organization = useOrganization(() => props.organizationId);
  const dead = createRead(() => props.organizationId, readDead);
  return (
    <OrProblem of={dead} what="The dead letters could not be counted">
      <Show when={dead.value()} fallback={<Skeleton label="Counting the dead letters" lines={2} />}>
        {(actors) => (
          <ul class="inspect-links" aria-label="Actors with dead letters">
            <For each={actors()} fallback={<li class="inspect-muted">None</li>}>
              {({ actor, commands, waits }) => (
                <li>
                  <A class="inspect-link" href={`${inspectHref(props.organizationId, actor)}?show=deadLetters`}>
                    <Icon name="octagon-alert" /> <span class="inspect-muted">{kindFacts(actor.kind)?.name}</span>
                    <span class="inspect-what">
                      <span class="truncate">{organization.task(actor.key)?.title ?? actor.key}</span>{" "}
                      <span class="inspect-muted mono truncate">{commands}</span>
                    </span>
                    <span class="inspect-end">
                      <Show when={waits !== undefined} fallback={<Badge>not asked</Badge>}>
                        <Badge tone={waits ? "danger" : "plain"}>{waits ? "waits for you" : "settled"}</Badge>
                      </Show>
                    </span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </OrProblem>
  );
}
