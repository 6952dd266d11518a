// The shapes of a session, by the names that they have here.
import { type RequestOptions, query, request } from "../client";
import type { components } from "../wire";

type Schemas = components["schemas"];
export type AgentSession = Schemas["Session"];
export type Attachment = Schemas["Attachment"];
export type QueuedMessage = Schemas["QueuedMessage"];
export type SessionOption = Schemas["SessionOption"];
export type AgentOffer = Schemas["AgentOffer"];

/** The agents that sessions can have; the same for every task. */
export async function agentsOf(key: string[]): Promise<AgentOffer[]> {
  return (await query("sandbox.agents", key)).agents;
}

/** A command whose body is made elsewhere. */
export const requestSoon = request as unknown as (name: string, key: string[], body: object, options?: RequestOptions) => Promise<unknown>;
