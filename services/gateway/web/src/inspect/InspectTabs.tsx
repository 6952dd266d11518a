import { A } from "@solidjs/router";
import { runsHref } from "./actors";

/** The two ways into the inspector: by actor, or by what runs. */
export function InspectTabs(props: { organizationId: string; here: "actors" | "runs" }) {
  const tab = (name: string, href: string, isHere: boolean) => (
    <A class="inspect-tab" classList={{ "inspect-tab-here": isHere }} end href={href} aria-current={isHere ? "page" : undefined}>
      {name}
    </A>
  );
  return (
    <nav class="inspect-tabs" aria-label="Inspector">
      {tab("Actors", `/organizations/${props.organizationId}/inspect`, props.here === "actors")}
      {tab("Runs", runsHref(props.organizationId), props.here === "runs")}
    </nav>
  );
}
