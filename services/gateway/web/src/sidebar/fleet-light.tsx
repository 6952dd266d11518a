import { createEffect, on, onCleanup, Show } from "solid-js";
import { isPageVisible, organizationPage } from "../app";
import { connection } from "../client";
import { fleet } from "../health/fleet";
import { LIGHTS } from "../health/lights";
import { readiness } from "../health/probe";
import { readQueues } from "../health/read-queues";
import { createRead } from "../pages/read";
import { useRole } from "../pages/role";
import { Icon } from "../ui";

/** Two small questions, and only while the page is seen. Milliseconds. */
const EVERY = 60_000;

/** How the fleet does, for those who may know: an organization's admins. It leads to more of it. */
export function FleetLight(props: { organizationId: string }) {
  const { isAdmin } = useRole(() => props.organizationId);
  return (
    <Show when={isAdmin()}>
      <Light organizationId={props.organizationId} />
    </Show>
  );
}

function Light(props: { organizationId: string }) {
  const read = createRead(
    () => props.organizationId,
    async (organizationId, signal) => {
      const [ready, queues] = await Promise.allSettled([readiness(signal), readQueues(organizationId, signal)]);
      if (ready.status === "rejected") return { light: "away" as const, says: "The gateway is not reached" };
      return fleet(ready.value, queues.status === "fulfilled" ? queues.value : undefined);
    },
  );
  createEffect(() => {
    if (!isPageVisible()) return;
    const timer = setInterval(read.again, EVERY);
    onCleanup(() => clearInterval(timer));
  });
  // What was said of a fleet that could not be reached is not left standing once it is.
  createEffect(on(() => connection.state() === "live", (isLive) => isLive && read.again(), { defer: true }));
  return (
    <Show when={read.value()}>
      {(now) => (
        <a
          class={`icon-button sidebar-fleet sidebar-fleet-${now().light}`}
          style={{ "--size": "26px" }}
          href={organizationPage(props.organizationId, "/health")}
          aria-label={`Health: ${now().says}`}
          data-tip={now().says}
        >
          <Icon name={LIGHTS[now().light].icon} />
        </a>
      )}
    </Show>
  );
}
