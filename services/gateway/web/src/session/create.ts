// Every session is made here: each asks its agent for the model that this person prefers.
import { request, useMe } from "../client";
import { type SessionBody, sessionBody } from "./session-body";

/** What a session is asked for by whoever is signed in; of its agent, null for the default one. */
export function useSessionBody(): (agent: string | null) => SessionBody {
  const me = useMe();
  return (agent) => sessionBody(agent, me.app()?.preferences.defaultModel);
}

/** Opens a session; says which. `id`: the command's, for another try. Throws a `Problem` when it is refused. */
export async function createSession(key: string[], body: SessionBody, how: { id?: string; isKept?: boolean } = {}): Promise<string> {
  return (await request("task.createSession", key, body, how)).sessionId;
}
