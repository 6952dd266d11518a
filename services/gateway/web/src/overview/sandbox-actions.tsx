import { createSignal, For, Show, type JSX } from "solid-js";

import { request } from "../client";
import { attempt, Button, confirm, type IconName, Notice } from "../ui";
import type { SandboxRecord } from "../wire";
import { inside, type Offer, offers, question } from "./ends";

const ICONS: Record<Offer["name"], IconName> = { extend: "hourglass", startOver: "rotate-ccw", stop: "circle-stop" };

/** Has the provider keep a sandbox for another hour. */
export function extend(organizationId: string, taskId: string): Promise<unknown> {
  return attempt("The sandbox is not kept for longer", () => request("sandbox.extend", [organizationId, taskId], {}));
}

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

  async function act({ name, isHarmless }: Offer): Promise<void> {
    if (name === "extend") return void (await extend(props.organizationId, props.taskId));
    // The one that was looked at: somebody else may have ended it before the question is answered.
    const { generation } = props.sandbox;
    if (!isHarmless && !(await confirm(question(name, inside(props.sandbox, props.sessions))))) return;
    const failed = name === "stop" ? "The sandbox was not stopped" : "There is no new sandbox";
    await attempt(failed, () => request(`sandbox.${name}`, key(), { generation }));
  }
  const press = async (offer: Offer): Promise<void> => {
    setDoing(offer.name);
    await act(offer).finally(() => setDoing(undefined));
  };

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
