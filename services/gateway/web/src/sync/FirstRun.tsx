/** The checklist of a new person. Every line is derived from what is so; none is ticked by hand. What can be done stands above it. */

import { createMemo, For, Show } from "solid-js";
import { request, session, useMe, useOrganization } from "../client";
import { attempt, Icon, IconButton } from "../ui";
import { firstRun, isFirstRunOver, ofOrganization } from "./first-run";
import "./sync.css";

export function FirstRun(props: { organizationId: string }) {
  const me = useMe();
  const organization = useOrganization(() => props.organizationId);
  /** Whoever answers for a task has given an agent one, however that was said. */
  const owns = createMemo(() => organization.tasks().some(({ owner }) => owner?.userId === session()?.userId));
  /** `undefined` when it was dismissed, or there is nothing left to do. */
  const checklist = () => {
    const noted = me.app()?.checklist ?? undefined;
    if (noted === undefined || isFirstRunOver(noted)) return undefined;
    const known = ofOrganization({ ...noted, hasBegun: noted.hasBegun || owns() }, organization.github());
    return isFirstRunOver(known) ? undefined : known;
  };
  const dismiss = () => attempt("The first steps are still shown", () => request("user.dismissChecklist", ["me"], {}));
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
              onClick={() => void dismiss()}
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
                  </div>
                </li>
              )}
            </For>
          </ol>
        </section>
      )}
    </Show>
  );
}
