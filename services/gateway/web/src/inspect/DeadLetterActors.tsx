/** Whose commands could not be processed, for an organization's admins: one place to find them, whichever actor they are of. */

import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { createRead, OrProblem } from "../pages";
import { Badge, Icon, Skeleton } from "../ui";
import { type ActorRef, inspectHref, kindFacts } from "./actors";
import { readDead } from "./read-dead-letters";

export function DeadLetterActors(props: { organizationId: string; title(actor: ActorRef): string }) {
  const dead = createRead(() => props.organizationId, readDead);
  return (
    <section aria-labelledby="inspect-dead">
      <h2 class="inspect-heading" id="inspect-dead">
        Dead letters
        <span class="inspect-muted inspect-aside">commands of the last 90 days that could not be processed</span>
      </h2>
      <OrProblem of={dead} what="The dead letters could not be counted">
        <Show when={dead.value()} fallback={<Skeleton label="Counting the dead letters" lines={2} />}>
          {(actors) => (
            <ul class="inspect-links">
              <For each={actors()} fallback={<li class="inspect-muted">None</li>}>
                {({ actor, commands, waits }) => (
                  <li>
                    <A class="inspect-link" href={`${inspectHref(props.organizationId, actor)}?show=deadLetters`}>
                      <Icon name="octagon-alert" /> <span class="inspect-muted">{kindFacts(actor.kind)?.name}</span>{" "}
                      <span class="truncate">{props.title(actor)}</span> <span class="inspect-muted mono truncate">{commands}</span>
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
    </section>
  );
}
