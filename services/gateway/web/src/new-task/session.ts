import type { CommandBody } from "../client";

/** The first session of a task: the default agent, with the model that this person prefers. */
export function sessionBody(model: string | null | undefined): CommandBody<"task.createSession"> {
  return { name: null, agent: null, model: model ?? null, mode: null };
}
