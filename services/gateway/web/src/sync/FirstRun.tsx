/** The checklist of a new person. Every line is derived from what is so; none is ticked by hand. */

import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { Problem, request, session, useMe, useOrganization } from "../client";
import { Button, Icon, IconButton } from "../ui";
import { installHref, startSync } from "./actions";
import { firstRun, type FirstRunLine, isFirstRunOver } from "./first-run";
import "./sync.css";

export function FirstRun(props: { organizationId: string }) {
  const me = useMe();
  const organization = useOrganization(() => props.organizationId);
  /** Whoever answers for a task has given an agent one, however that was said. */
  const owns = createMemo(() => organization.tasks().some(({ owner }) => owner?.userId === session()?.userId));
  /** `undefined` when it was dismissed, or there is nothing left to do. */
  const checklist = () => {
    const noted = me.app()?.checklist ?? undefined;
    const known = noted && { ...noted, hasBegun: noted.hasBegun || owns() };
    return known === undefined || isFirstRunOver(known) ? undefined : known;
  };
  const [says, setSays] = createSignal<string>();
  const tell = async (run: () => Promise<unknown>) => {
    setSays(undefined);
    try {
      const answer = await run();
      if (answer instanceof Problem) setSays(answer.detail);
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    }
  };
  return (
    <Show when={checklist()}>
      {(known) => (
        <section class="first-run" aria-label="First steps">
          <header>
            <h2>First steps</h2>
            <IconButton
              icon="x"
              label="Hide the first steps for good"
              size={24}
              onClick={() => void tell(() => request("user.dismissChecklist", ["me"], {}))}
            />
          </header>
          <ol>
            <For each={firstRun(known())}>
              {(line) => (
                <li class={`first-run-${line.state}`}>
                  <Icon
                    name={line.state === "done" ? "circle-check" : line.state === "next" ? "circle-dot" : "circle-dashed"}
                    size={15}
                    label={line.state === "done" ? "Done" : line.state === "next" ? "Next" : "Later"}
                  />
                  <div>
                    <strong>{line.title}</strong>
                    <Show when={line.state !== "done"}>
                      <p>{line.help}</p>
                    </Show>
                    <Show when={line.state === "next"}>
                      <Action line={line} organizationId={props.organizationId} tell={tell} />
                    </Show>
                  </div>
                </li>
              )}
            </For>
          </ol>
          <Show when={says()}>
            {(said) => (
              <p class="sync-says" role="alert">
                {said()}
              </p>
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}

function Action(props: { line: FirstRunLine; organizationId: string; tell: (run: () => Promise<unknown>) => Promise<void> }) {
  return (
    <Switch>
      <Match when={props.line.id === "organization"}>
        <Button size="small" onClick={() => void props.tell(() => request("user.discoverOrganizations", ["me"], {}))}>
          Look again
        </Button>
      </Match>
      <Match when={props.line.id === "install"}>
        <a class="button button-primary button-small" href={installHref(props.organizationId)} rel="external">
          Install the GitHub App
        </a>
      </Match>
      <Match when={props.line.id === "sync"}>
        <Button size="small" icon="refresh-cw" onClick={() => void props.tell(() => startSync(props.organizationId))}>
          Sync now
        </Button>
      </Match>
    </Switch>
  );
}
