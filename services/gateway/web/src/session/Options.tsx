// What can be set of a session's agent: all of it in one place, as the agent lists it, by category and never by name.
import { For, type JSX, Show, createEffect, createSignal } from "solid-js";

import { request } from "../client";
import { noteModels } from "../settings/known-models";
import { usePreferences } from "../settings/preference";
import { Icon, IconButton, Popover, attempt } from "../ui";
import { AgentChoice } from "./NewSession";
import { type AgentSession, agentsOf, type SessionOption } from "./contract";
import { chosenValue, inOrder, modelOption, summary } from "./option-list";
import { createRead } from "./read";
import "./options.css";

const MEMORY = {
  native: "It remembers everything that was said.",
  resumed: "It remembers what it has kept of what was said.",
  summary: "It knows a summary of what was said.",
  nothing: "It remembers nothing of what was said.",
} as const;

export function Options(props: { organizationId: string; taskId: string; session: AgentSession }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  let anchor: HTMLButtonElement | undefined;
  const key = () => [props.organizationId, props.taskId];
  /** What it is called: its id says that to nobody. */
  const offers = createRead(() => props.session.agent ?? undefined, () => agentsOf(key()));
  const agentName = () => offers.value()?.find(({ agent }) => agent === props.session.agent)?.name ?? props.session.agent ?? "Agent";
  const options = () => inOrder(props.session.options ?? []);
  createEffect(() => noteModels(modelOption(props.session)?.values ?? []));

  const set = (option: SessionOption, value: string) =>
    attempt(`${option.name} was not changed`, () =>
      request("task.setSessionOption", key(), { sessionId: props.session.sessionId, optionId: option.optionId, value }),
    );
  async function changeAgent(agent: string | null): Promise<void> {
    if (!agent || agent === props.session.agent) return;
    setOpen(false);
    await attempt("The agent was not changed", () => request("task.changeAgent", key(), { sessionId: props.session.sessionId, agent }));
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="session-options truncate"
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        data-tip="The agent, its model, mode and effort"
        onClick={() => setOpen(!isOpen())}
      >
        <Icon name="bot" size={13} />
        <span class="truncate">{[agentName(), ...summary(props.session)].join(" · ")}</span>
        <Icon name="chevron-down" size={12} />
      </button>
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => anchor} label="Agent" class="session-options-popover" side="above">
        <For each={options()} fallback={<p class="session-options-none">The agent has not said yet what can be set.</p>}>
          {(option) => <Choice option={option} session={props.session} onSet={(value) => void set(option, value)} />}
        </For>
        <Show when={props.session.memory}>{(memory) => <p class="session-options-none">{MEMORY[memory()]}</p>}</Show>
        <Show when={props.session.status !== "running" && props.session.status !== "needsAnswer"}>
          <AgentChoice
            organizationId={props.organizationId}
            taskId={props.taskId}
            chosen={props.session.agent ?? undefined}
            onChoose={(agent) => void changeAgent(agent)}
          />
        </Show>
      </Popover>
    </>
  );
}

function Choice(props: { option: SessionOption; session: AgentSession; onSet(value: string): void }): JSX.Element {
  const chosen = () => chosenValue(props.session, props.option);
  const isWaiting = () => chosen() !== props.option.value;
  return (
    <div class="session-option-line">
      <label class="session-option" title={props.option.description ?? undefined}>
        <span>
          {props.option.name}
          <Show when={isWaiting()}><span class="session-option-waiting"> · set before the next message</span></Show>
        </span>
        <Show
          when={props.option.kind === "select"}
          fallback={<input type="checkbox" checked={chosen() === "true"} onChange={(event) => props.onSet(String(event.currentTarget.checked))} />}
        >
          <select class="field-input" value={chosen()} onChange={(event) => props.onSet(event.currentTarget.value)}>
            <For each={props.option.values}>
              {(value) => (
                <option value={value.value} selected={value.value === chosen()}>
                  {value.group ? `${value.group}: ${value.name}` : value.name}
                </option>
              )}
            </For>
          </select>
        </Show>
      </label>
      <Show when={modelOption(props.session)?.optionId === props.option.optionId}>
        <DefaultModel model={chosen()} />
      </Show>
    </div>
  );
}

/** Makes a model the one that new sessions ask for, or their agent's own choice again. */
function DefaultModel(props: { model: string }): JSX.Element {
  const { preferences, set } = usePreferences();
  const isDefault = () => preferences()?.defaultModel === props.model;
  return (
    <IconButton
      class="session-option-star"
      icon="star"
      size={24}
      label={isDefault() ? "The model of your new sessions" : "Ask for this model in all new sessions"}
      pressed={isDefault()}
      onClick={() => void attempt("The default model was not changed", () => set({ defaultModel: isDefault() ? "" : props.model }))}
    />
  );
}
