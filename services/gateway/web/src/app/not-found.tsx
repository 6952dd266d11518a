import { useLocation } from "@solidjs/router";
import { Empty } from "../ui";
import { useTitle } from "./title";

export function NotFound() {
  const location = useLocation();
  useTitle(() => "Not found");
  return (
    <main class="app-splash">
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
    </main>
  );
}
