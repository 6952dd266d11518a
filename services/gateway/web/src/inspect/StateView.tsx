/** What an actor shows of itself now: its views as pages follow them, with their revisions. Live. */

import { createMemo, For, Show } from "solid-js";
import { follow, useOrganization } from "../client";
import { Empty } from "../ui";
import { type ActorRef, actorTopic } from "./actors";
import { JsonTree } from "./JsonTree";

/** The keys of the actor's own views; of an organization, which has one for each task, the one that is about itself. */
function isOwn(actor: ActorRef, key: string): boolean {
  if (actor.kind === "organization" || actor.kind === "githubData") return key.endsWith(".profile");
  return actor.kind === "user" ? key.endsWith(".app") || key.includes(".sidebar.") : actor.kind !== "auditLog";
}

export function StateView(props: { organizationId: string; actor: ActorRef }) {
  const topic = follow(() => actorTopic(props.organizationId, props.actor));
  const organization = useOrganization(() => props.organizationId);
  const keys = createMemo(() =>
    topic
      .keys()
      .filter((key) => isOwn(props.actor, key))
      .sort(),
  );
  const line = () => (props.actor.kind === "task" ? organization.task(props.actor.key) : undefined);
  return (
    <div class="inspect-state-view">
      <For
        each={keys()}
        fallback={
          <Show when={!line()}>
            <Empty icon="circle-dashed" title="It shows nothing of itself">
              {props.actor.kind === "auditLog" ? "Its events are on the page Activity." : "It does not exist yet, or has no view."}
            </Empty>
          </Show>
        }
      >
        {(key) => (
          <section aria-label={key}>
            <h2 class="mono">{key}</h2>
            <JsonTree value={topic.value(key)} label={key} />
          </section>
        )}
      </For>
      <Show when={line()}>
        {(known) => (
          <section aria-label="Its line in the sidebar">
            <h2>Its line in the sidebar{known().materialised ? "" : ", which is all there is of it: it is virtual"}</h2>
            <JsonTree value={known()} label="Its line in the sidebar" />
          </section>
        )}
      </Show>
    </div>
  );
}
