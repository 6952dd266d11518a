// The options of an agent in the order in which people look for them. Pure.
import type { AgentSession, SessionOption } from "./contract";

/** What stands beside what: the model and what belongs to it, the mode, how much it thinks, and whatever else there is. */
const ORDER = ["model", "model_config", "thought_level", "mode"];

export function inOrder(options: SessionOption[]): SessionOption[] {
  const rank = ({ category }: SessionOption) => {
    const at = ORDER.indexOf(category ?? "");
    return at < 0 ? ORDER.length : at;
  };
  return [...options].sort((one, other) => rank(one) - rank(other));
}

const isModel = ({ category, kind }: Pick<SessionOption, "category" | "kind">): boolean => category === "model" && kind === "select";

/** Of several of the category, the first: it is the one that a preferred model is set of. */
export const modelOption = (session: Pick<AgentSession, "options">): SessionOption | undefined => (session.options ?? []).find(isModel);

/** What somebody has set, also when the agent has not taken it yet. */
export function chosenValue(session: AgentSession, option: SessionOption): string {
  const named = [option.optionId, option.category].filter(Boolean);
  return session.choices?.find((choice) => named.includes(choice.optionId))?.value ?? option.value;
}

/** Model, effort and mode in a few words. */
export function summary(session: AgentSession): string[] {
  return inOrder(session.options ?? [])
    .filter((option) => option.kind === "select" && ["model", "thought_level", "mode"].includes(option.category ?? ""))
    .map((option) => {
      const value = chosenValue(session, option);
      return option.values.find((other) => other.value === value)?.name ?? value;
    });
}
