// Another session, with an agent of one's choice. It is made when somebody says so, and never by looking.
import { For, type JSX, Show, createSignal } from "solid-js";

import { registerCommands } from "../palette/commands";
import { Button, Icon, IconButton, Popover, Skeleton, toastProblem } from "../ui";
import { agentsOf } from "./contract";
import { createSession, useSessionBody } from "./create";
import { createRead } from "./read";

export function NewSessionButton(props: { organizationId: string; taskId: string; onCreated(sessionId: string): void }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const sessionBody = useSessionBody();
  let anchor: HTMLButtonElement | undefined;

  async function create(agent: string | null): Promise<void> {
    setOpen(false);
    setBusy(true);
    try {
      props.onCreated(await createSession([props.organizationId, props.taskId], sessionBody(agent)));
    } catch (thrown) {
      toastProblem("No session was opened", thrown, () => void create(agent));
    } finally {
      setBusy(false);
    }
  }

  registerCommands(() => [{ id: "session.new", title: "New session", group: "Session", words: "agent open", run: () => setOpen(true) }]);
  return (
    <>
      <IconButton
        ref={(element: HTMLButtonElement) => (anchor = element)}
        icon="plus"
        label="New session"
        kbd="Alt+T"
        busy={isBusy()}
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        onClick={() => setOpen(!isOpen())}
      />
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => anchor} label="New session" class="session-agents" align="end">
        <AgentChoice organizationId={props.organizationId} taskId={props.taskId} onChoose={(agent) => void create(agent)} />
      </Popover>
    </>
  );
}

export function AgentChoice(props: { organizationId: string; taskId: string; chosen?: string; onChoose(agent: string | null): void }): JSX.Element {
  const offers = createRead(
    () => `${props.organizationId}/${props.taskId}`,
    () => agentsOf([props.organizationId, props.taskId]),
  );
  return (
    <>
      <p class="menu-heading">Which agent</p>
      <Show when={offers.isLoading() && !offers.value()}><Skeleton lines={2} label="Reading which agents there are" /></Show>
      <Show when={offers.problem()}>
        {(problem) => (
          <div class="session-problem" role="alert">
            <span>{problem().detail}</span>
            <Button size="small" onClick={() => offers.again()}>Try again</Button>
            <Button size="small" onClick={() => props.onChoose(null)}>Take the default one</Button>
          </div>
        )}
      </Show>
      <For each={offers.value()}>
        {(offer) => (
          <button
            type="button"
            class="menu-item"
            disabled={offer.unusable !== null && offer.unusable !== undefined}
            autofocus={offer.isDefault}
            // They come when what is around them has the focus already.
            ref={(button) => offer.isDefault && queueMicrotask(() => button.closest("[popover]") === document.activeElement && button.focus())}
            onClick={() => props.onChoose(offer.agent)}
          >
            <Icon name={props.chosen === offer.agent ? "check" : "bot"} />
            <span class="menu-text">
              {offer.name}
              <Show when={offer.unusable ?? (offer.isDefault ? "The default" : undefined)}>
                {(hint) => <span class="menu-hint">{hint()}</span>}
              </Show>
            </span>
          </button>
        )}
      </For>
    </>
  );
}
