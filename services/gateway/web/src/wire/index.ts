// What the gateway says, by name. Everything comes from its OpenAPI document: no shape is written by hand.
import type { LiveServerMessage, operations, Views } from "./wire.gen";

export type * from "./wire.gen";

/** The values of views by the pattern of their key. */
export type ViewPattern = keyof Views;
export type View<P extends ViewPattern> = Views[P];

/** One kind of frame that the gateway says on `/v1/live`. */
export type Frame<T extends LiveServerMessage["type"] = LiveServerMessage["type"]> = Extract<LiveServerMessage, { type: T }>;

type Named<Form extends string> = {
  [Id in keyof operations]: Id extends `${infer Actor}_${Form}_${infer Name}`
    ? Name extends `${string}_post`
      ? never
      : `${Actor}.${Name}`
    : never;
}[keyof operations];

type Operation<Form extends string, N extends string> = N extends `${infer Actor}.${infer Name}`
  ? `${Actor}_${Form}_${Name}` extends keyof operations
    ? operations[`${Actor}_${Form}_${Name}`]
    : never
  : never;

type Answer<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A : never;

/** `task.detail` */
export type QueryName = Named<"query">;
export type QueryParams<N extends QueryName> =
  Operation<"query", N> extends { parameters: { query?: infer P } } ? NonNullable<P> : Record<string, never>;
export type QueryAnswer<N extends QueryName> = Answer<Operation<"query", N>>;

/** `task.rename` */
export type CommandName = Named<"request">;
export type CommandBody<N extends CommandName> =
  Operation<"request", N> extends { requestBody?: { content: { "application/json": infer B } } } ? B : never;
export type CommandAnswer<N extends CommandName> = Answer<Operation<"request", N>>;
