import { For, Show } from "solid-js";
import { createRead } from "../pages";
import { agentsOf } from "../session/contract";

/** Agents are the same for every task, also for one that does not exist yet. */
const ANY_TASK = "new";

/** Which agent works on it, where there is a choice. */
export function AgentField(props: { organizationId: string; value: string | null; onChange: (agent: string | null) => void }) {
  const read = createRead(
    () => props.organizationId,
    (organizationId) => agentsOf([organizationId, ANY_TASK]),
  );
  const offers = () => read.value() ?? [];
  /** A gateway that knows of no such question has one agent only. */
  const problem = () => (read.problem()?.code === "http.message_unknown" ? undefined : read.problem());
  return (
    <Show
      when={!problem()}
      fallback={<p class="page-about new-task-agents">The agents could not be listed ({problem()?.detail}). The default one is taken.</p>}
    >
      <Show when={offers().length > 1}>
        <div class="page-field">
          <label for="new-task-agent">Agent</label>
          <select
            id="new-task-agent"
            class="page-input"
            value={props.value ?? ""}
            onChange={(event) => props.onChange(event.currentTarget.value || null)}
          >
            <For each={offers()}>
              {(offer) => (
                <option value={offer.isDefault ? "" : offer.agent} disabled={Boolean(offer.unusable)}>
                  {offer.name}
                  {offer.isDefault ? " (default)" : offer.unusable ? ` — ${offer.unusable}` : ""}
                </option>
              )}
            </For>
          </select>
        </div>
      </Show>
    </Show>
  );
}
