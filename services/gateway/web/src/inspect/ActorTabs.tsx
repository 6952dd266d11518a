import { A } from "@solidjs/router";
import { For } from "solid-js";
import { ACTOR_KINDS, type ActorKind, type ActorRef, inspectHref, runsHref } from "./actors";

/** The actors beside this one: a task has a sandbox, an organization has its GitHub data and its audit log. */
export function ActorTabs(props: { organizationId: string; actor: ActorRef }) {
  const keyed = (kind: ActorKind) => ACTOR_KINDS.find((facts) => facts.kind === kind)?.keyed;
  const kinds = () => ACTOR_KINDS.filter((facts) => facts.keyed === keyed(props.actor.kind));
  return (
    <nav class="inspect-tabs" aria-label="Actors">
      <A class="inspect-tab" end href={`/organizations/${props.organizationId}/inspect`}>
        All
      </A>
      <A class="inspect-tab" end href={runsHref(props.organizationId)}>
        Runs
      </A>
      <For each={kinds()}>
        {(facts) => (
          <A
            class="inspect-tab"
            classList={{ "inspect-tab-here": facts.kind === props.actor.kind }}
            aria-current={facts.kind === props.actor.kind ? "page" : undefined}
            href={inspectHref(props.organizationId, { kind: facts.kind, key: props.actor.key })}
          >
            {facts.name}
          </A>
        )}
      </For>
    </nav>
  );
}
