// A task without a session: what is written here opens one. Until it is sent, nothing is made.
import { useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, createSignal, onMount } from "solid-js";

import { Problem } from "../client";
import { Writers } from "../presence";
import { Button, Empty, Icon, Popover, TraceLink, traceOf } from "../ui";
import { Composer } from "./Composer";
import type { Draft } from "./draft-book";
import { drafts } from "./drafts";
import { createSession, useSessionBody } from "./create";
import { Elsewhere } from "./Elsewhere";
import { AgentChoice } from "./NewSession";
import { pendingOf, sendMessage } from "./outbox";
import { OnItsWay } from "./Tail";
import type { TaskState } from "./task-state";
import { Unsent } from "./Unsent";

export function FirstMessage(props: { state: TaskState; onCreated(sessionId: string): void }): JSX.Element {
  const { state } = props;
  const place = () => ({ organizationId: state.organizationId, taskId: state.taskId, sessionId: null });
  const [search, setSearch] = useSearchParams<{ prompt?: string }>();
  const sessionBody = useSessionBody();
  const [agent, setAgent] = createSignal<string | null>(null);
  const [isChoosing, setChoosing] = createSignal(false);
  const [isOpening, setOpening] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  let anchor: HTMLButtonElement | undefined;

  // A link may bring a text along. It is filled in and never sent, and a draft is not replaced by it.
  onMount(() => {
    const { prompt } = search;
    if (!prompt) return;
    if (drafts().read(place()).text === "") drafts().edit(place(), { text: prompt, attachments: [] });
    setSearch({ prompt: undefined }, { replace: true });
  });

  /** There is none. */
  const isOpen = () => false;
  const pending = () => pendingOf(state.taskId, null);
  const isBusy = () => isOpening() || pending().length > 0;

  /** Opens a session for a message, which is kept until it is there. */
  const send = (draft: Draft) => sendMessage(place(), draft, { opens: sessionBody(agent()), onOpened: props.onCreated });

  async function open(): Promise<void> {
    setOpening(true);
    setProblem(undefined);
    try {
      props.onCreated(await createSession(state.key(), sessionBody(agent())));
    } catch (thrown) {
      setProblem(Problem.of(thrown));
    } finally {
      setOpening(false);
    }
  }

  return (
    <div class="session-conversation">
      <div class="session-first">
        <Empty icon="bot" title="No agent works on this yet" busy={isBusy()}>
          Write what should be done, and an agent starts in a sandbox of its own, on a clone of <code>{state.branch()}</code>.
        </Empty>
        <Show when={problem()}>
          {(problem) => <div class="session-problem" role="alert"><span>No session was opened: {problem().detail}</span><TraceLink trace={traceOf(problem())} /></div>}
        </Show>
      </div>
      <div class="session-dock">
        <For each={pending()}>{(message) => <OnItsWay draft={message} label="Message on its way" />}</For>
        <Unsent place={place()} isOpen={isOpen} isEnded={state.isEnded()} />
        <Elsewhere place={place()} isOpen={isOpen} />
        <Writers people={state.others()} sessionId={null} owner={state.task.record()?.owner?.login} />
        <Composer
          place={place()}
          placeholder="What should the agent do?"
          blocked={isBusy() ? "Opening a session" : undefined}
          isRunning={false}
          isStopping={false}
          takesImages={undefined}
          draftAt={state.overlay()?.drafts.find((draft) => !draft.sessionId)?.updatedAt}
          commands={[]}
          history={[]}
          options={
            <>
              <button
                ref={anchor}
                type="button"
                class="session-options"
                aria-haspopup="dialog"
                aria-expanded={isChoosing()}
                onClick={() => setChoosing(!isChoosing())}
              >
                <Icon name="bot" size={13} /> {agent() ?? "Default agent"} <Icon name="chevron-down" size={12} />
              </button>
              <Popover open={isChoosing()} onClose={() => setChoosing(false)} anchor={() => anchor} label="Agent" class="session-agents" side="above">
                <AgentChoice
                  organizationId={state.organizationId}
                  taskId={state.taskId}
                  chosen={agent() ?? undefined}
                  onChoose={(agent) => (setAgent(agent), setChoosing(false))}
                />
              </Popover>
              <Button size="small" kind="quiet" busy={isBusy()} onClick={() => void open()}>Open without a message</Button>
            </>
          }
          onSend={send}
          onStop={() => undefined}
        />
      </div>
    </div>
  );
}
