import { useLocation, useParams } from "@solidjs/router";
import { Dynamic } from "solid-js/web";
import { Empty } from "../ui";
import { useTitle } from "./title";

export function NotFound() {
  const location = useLocation();
  // In an organization the frame around it is the page's main part.
  const { organizationId } = useParams<{ organizationId?: string }>();
  useTitle(() => "Not found");
  return (
    <Dynamic component={organizationId ? "div" : "main"} class="app-splash">
      <Empty
        isPage
        icon="map-pin"
        title="There is nothing here"
        action={
          <a class="button button-plain button-normal" href="/">
            To your tasks
          </a>
        }
      >
        <span class="mono">{location.pathname}</span> is no page of Foundry.
      </Empty>
    </Dynamic>
  );
}
