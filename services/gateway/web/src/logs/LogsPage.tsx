/** `/organizations/:organizationId/logs`: what the fleet's services say of the organization, as they say it. For admins. */

import { useParams } from "@solidjs/router";
import { Show } from "solid-js";
import { Page, useRole } from "../pages";
import { Empty } from "../ui";
import { LiveLines } from "./LiveLines";
import "./logs.css";

export function LogsPage() {
  const params = useParams<{ organizationId: string }>();
  const { isAdmin } = useRole(() => params.organizationId);
  return (
    <Show when={isAdmin()} fallback={<ForAdmins organizationId={params.organizationId} />}>
      <LiveLines organizationId={params.organizationId} />
    </Show>
  );
}

function ForAdmins(props: { organizationId: string }) {
  return (
    <Page title="Logs">
      <Empty icon="lock" title="The logs are for admins">
        They tell what all members do. Who administers {props.organizationId} is decided on GitHub; what happened to a task every member sees
        in its audit tab and in the inspector.
      </Empty>
    </Page>
  );
}
