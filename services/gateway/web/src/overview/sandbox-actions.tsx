import { createSignal, For, Show, type JSX } from "solid-js";

import { request } from "../client";
import { attempt, Button, confirm, type IconName, Notice } from "../ui";
import type { SandboxRecord } from "../wire";
import { inside, type Offer, offers, question } from "./ends";

const ICONS: Record<Offer["name"], IconName> = { extend: "hourglass", startOver: "rotate-ccw", stop: "circle-stop" };

/** Tasks for whose sandbox somebody has asked on this page. */
const asked = new Set<string>();

/** Has the provider keep a sandbox for another hour. What it says to that comes with the sandbox. */
export function extend(organizationId: string, taskId: string): Promise<unknown> {
  asked.add(taskId);
  return attempt("The sandbox is not kept for longer", () => request("sandbox.extend", [organizationId, taskId], {}));
}

/** Whether whoever is here has asked, and is to hear what came of it: once. */
export const isToHear = (taskId: string): boolean => asked.delete(taskId);

/** What people can do with a sandbox. They are asked before anything ends. */
export function SandboxActions(props: {
  organizationId: string;
  taskId: string;
  sandbox: SandboxRecord;
  sessions: readonly { status: string }[];
  isEnded: boolean;
}): JSX.Element {
  const [doing, setDoing] = createSignal<Offer["name"]>();
  const key = () => [props.organizationId, props.taskId];
  const isExtending = () => props.sandbox.extension !== null && props.sandbox.extension?.error === null;

  async function press({ name, isHarmless }: Offer): Promise<void> {
    // The one that was looked at: somebody else may have ended it before the question is answered.
    const { generation } = props.sandbox;
    if (name !== "extend" && !isHarmless && !(await confirm(question(name, inside(props.sandbox, props.sessions))))) return;
    // Not before: a button that is busy cannot be given the focus back.
    setDoing(name);
    await act(name, generation).finally(() => setDoing(undefined));
  }
  function act(name: Offer["name"], generation: number): Promise<unknown> {
    if (name === "extend") return extend(props.organizationId, props.taskId);
    const failed = name === "stop" ? "The sandbox was not stopped" : "There is no new sandbox";
    return attempt(failed, () => request(`sandbox.${name}`, key(), { generation }));
  }

  return (
    <>
      <Show when={props.sandbox.extension?.error}>{(error) => <Notice tone="danger">It was not kept for longer: {error()}</Notice>}</Show>
      <Show when={offers(props.sandbox, props.isEnded).length > 0}>
        <div class="sandbox-actions" role="group" aria-label="What can be done with the sandbox">
          {/* By name, so that a button which only gets another reason keeps the focus. */}
          <For each={offers(props.sandbox, props.isEnded).map(({ name }) => name)}>
            {(name) => (
              <Show when={offers(props.sandbox, props.isEnded).find((offer) => offer.name === name)}>
                {(offer) => (
                  <Button
                    size="small"
                    icon={ICONS[name]}
                    reason={offer().reason}
                    busy={doing() === name || (name === "extend" && isExtending())}
                    onClick={() => void press(offer())}
                  >
                    {offer().label}
                  </Button>
                )}
              </Show>
            )}
          </For>
        </div>
      </Show>
    </>
  );
}
