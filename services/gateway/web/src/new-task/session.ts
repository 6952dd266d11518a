/** What the first session of a task is asked for. */
export interface SessionBody {
  agent: string | null;
  /** A category stands for the first option of it, so that a model can be asked for before the agent is there. */
  choices?: { optionId: string; value: string }[];
}

/** The chosen agent, or the default one; with the model that this person prefers. */
export function sessionBody(agent: string | null, model: string | null | undefined): SessionBody {
  return model ? { agent, choices: [{ optionId: "model", value: model }] } : { agent };
}
