/** `/organizations/:organizationId/inspect/:kind?/*key`: all actors, all runs, one actor, or one trace. */

import { A, useParams } from "@solidjs/router";
import { createMemo, Match, Switch } from "solid-js";
import { Page } from "../pages";
import { Empty } from "../ui";
import { ActorTimeline } from "./ActorTimeline";
import { inspected } from "./address";
import { AllActors } from "./AllActors";
import { RunsPage } from "./RunsPage";
import { TraceView } from "./TraceView";

export function InspectPage() {
  const params = useParams<{ organizationId: string; kind?: string; key?: string }>();
  const seen = createMemo(() => inspected(params.organizationId, params.kind, params.key), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const actor = () => {
    const one = seen();
    return one.sort === "actor" ? one.actor : undefined;
  };
  const traceId = () => {
    const one = seen();
    return one.sort === "trace" ? one.traceId : undefined;
  };
  return (
    <Switch fallback={<Unknown organizationId={params.organizationId} />}>
      <Match when={seen().sort === "all"}>
        <AllActors organizationId={params.organizationId} />
      </Match>
      <Match when={seen().sort === "runs"}>
        <RunsPage organizationId={params.organizationId} />
      </Match>
      <Match when={traceId()} keyed>
        {(id) => <TraceView organizationId={params.organizationId} traceId={id} />}
      </Match>
      <Match when={actor()} keyed>
        {(known) => <ActorTimeline organizationId={params.organizationId} actor={known} />}
      </Match>
    </Switch>
  );
}

function Unknown(props: { organizationId: string }) {
  return (
    <Page title="Inspector">
      <Empty
        icon="search"
        title="There is no such actor"
        action={
          <A class="link" href={`/organizations/${props.organizationId}/inspect`}>
            All actors
          </A>
        }
      >
        An address of the inspector names a kind of actor, and the task where there are many.
      </Empty>
    </Page>
  );
}
