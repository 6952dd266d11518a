import type { RouteSectionProps } from "@solidjs/router";
import { createEffect, Match, Show, Switch } from "solid-js";
import { connection, identify, session, sessionProblem, wasSignedIn } from "../client";
import { Button, ConfirmHost, Empty, MenuHost, Pane, toast, ToastHost, TooltipHost } from "../ui";
import { ConnectionPill } from "./connection-pill";
import { Splash } from "./splash";
import { writeTitle } from "./title";
import "./app.css";

/** Around every page: what floats above it, and nothing at all until it is known who is here. */
export function Root(props: RouteSectionProps) {
  writeTitle();
  let isTold = false;
  createEffect(() => {
    if (isTold || !connection.isOutdated()) return;
    isTold = true;
    toast({ text: "A newer Foundry is here", detail: "Your drafts are kept.", action: { label: "Reload", run: () => window.location.reload() }, lasts: 0 });
  });
  return (
    <>
      <Switch fallback={<Pane name="page">{props.children}</Pane>}>
        <Match when={session() === undefined && sessionProblem()}>
          {(problem) => (
            <main class="app-splash">
              <Empty isPage icon="cloud-off" title="Foundry cannot be reached" action={<Button onClick={() => void identify()}>Try again</Button>}>
                {problem().detail}
              </Empty>
            </main>
          )}
        </Match>
        <Match when={session() === undefined}>
          <Splash label={wasSignedIn() ? "Restoring your session" : undefined} />
        </Match>
      </Switch>
      <Show when={session()}>
        <ConnectionPill />
      </Show>
      <MenuHost />
      <ConfirmHost />
      <ToastHost />
      <TooltipHost />
    </>
  );
}
