// What a session's view carries.
import { type RequestOptions, query, request } from "../client";
import type { components } from "../wire";

type Schemas = components["schemas"];
export type Attachment = Schemas["Attachment"] & { imageId?: string | null };
export type QueuedMessage = Schemas["QueuedMessage"];

export interface OptionValue {
  value: string;
  name: string;
  description?: string | null;
  group?: string | null;
}

export interface SessionOption {
  optionId: string;
  name: string;
  description?: string | null;
  category?: string | null;
  kind: "select" | "switch";
  value: string;
  values: OptionValue[];
  isCut?: boolean;
}

export type AgentSession = Schemas["Session"] & {
  options?: SessionOption[];
  choices?: { optionId: string; value: string }[];
  abilities?: { steering: boolean; images: boolean } | null;
  memory?: "native" | "resumed" | "summary" | "nothing" | null;
  quietSince?: number | null;
  steering?: QueuedMessage[];
};

export interface AgentOffer {
  agent: string;
  name: string;
  isDefault: boolean;
  unusable?: string | null;
}

/** The agents that sessions of a task can have. */
export async function agentsOf(key: string[]): Promise<AgentOffer[]> {
  const ask = query as unknown as (name: string, key: string[]) => Promise<{ agents: AgentOffer[] }>;
  return (await ask("sandbox.agents", key)).agents;
}

/** A part of an image that was uploaded. */
export async function imagePart(key: string[], imageId: string, part: number): Promise<{ mediaType: string; parts: number; data: string }> {
  const ask = query as unknown as (name: string, key: string[], params: object) => Promise<{ mediaType: string; parts: number; data: string }>;
  return ask("sandbox.image", key, { imageId, part });
}

/** Commands that the gateway's document will have. */
export const requestSoon = request as unknown as (name: string, key: string[], body: object, options?: RequestOptions) => Promise<unknown>;
