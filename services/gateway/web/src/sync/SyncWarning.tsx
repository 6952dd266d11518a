/** The floating warning of a workspace whose GitHub App is missing: without it, no webhook comes. */

import { Show } from "solid-js";
import { useOrganization } from "../client";
import { Icon } from "../ui";
import { installHref } from "./actions";
import { attention } from "./model";
import "./sync.css";

export function SyncWarning(props: { organizationId: string }) {
  const organization = useOrganization(() => props.organizationId);
  const needs = () => {
    const github = organization.github();
    return github && attention(github);
  };
  return (
    <Show when={needs()}>
      {(what) => (
        <aside class="sync-warning" role="status" aria-label="GitHub App">
          <Icon name="triangle-alert" />
          <div>
            <strong>{what() === "install" ? "The GitHub App is not installed" : "The GitHub App is not connected"}</strong>
            <p>Without it, GitHub tells Foundry of no push and no pull request, and agents cannot push.</p>
            <p class="sync-label">{organization.github()?.lastSyncLabel}</p>
          </div>
          <a class="button button-primary button-small" href={installHref(props.organizationId)} rel="external">
            {what() === "install" ? "Install" : "Reconnect"}
          </a>
        </aside>
      )}
    </Show>
  );
}
