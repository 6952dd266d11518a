// What a session is asked for: pure.
import type { CommandBody } from "../wire";

export type SessionBody = CommandBody<"task.createSession">;

/** An agent, null for the default one, with the model that is preferred; none: its own choice. */
export function sessionBody(agent: string | null, model: string | null | undefined): SessionBody {
  // A category stands for the first option of it, so that a model can be asked for before the agent is there.
  return model ? { agent, choices: [{ optionId: "model", value: model }] } : { agent };
}
