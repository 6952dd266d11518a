import { Show, type JSX } from "solid-js";

import { Empty } from "../ui";
import { standing, type Standing } from "./ends";
import type { SandboxStatus } from "./stages";

/** Why something that lives in the sandbox cannot be shown, and what brings it. `what`: with a capital. */
export function SandboxState(props: {
  sandbox?: Standing;
  what: string;
  /** Why nothing is told of the sandbox at all. */
  problem?: { message: string };
}): JSX.Element {
  const status = (): SandboxStatus | undefined => props.sandbox?.status;
  const text = (): string => {
    if (!status()) return `${props.what} is seen here once a session was opened: that makes the sandbox.`;
    if (status() === "paused") return `${props.what} rests in the sandbox. The next message wakes it.`;
    if (status() === "destroying") return `${props.what} was in the sandbox, which is being destroyed. It is seen here again once there is another one.`;
    if (status() === "provisioning") return `${props.what} is seen here as soon as the sandbox is ready.`;
    return `${props.what} was in the sandbox, which is gone. The next message makes another one.`;
  };
  const title = (): string => {
    return props.sandbox ? `Sandbox: ${standing(props.sandbox).toLowerCase()}` : "No sandbox yet";
  };
  return (
    <Show
      when={props.problem}
      fallback={
        <Empty icon="container" busy={status() === "provisioning"} title={title()}>
          {text()}
        </Empty>
      }
    >
      {(problem) => (
        <Empty icon="circle-alert" title="The sandbox cannot be followed">
          {problem().message}
        </Empty>
      )}
    </Show>
  );
}
