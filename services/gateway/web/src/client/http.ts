// Requests over HTTP: queries, the sign-in, and why something was refused.
import { noteSent } from "./sent";
import type { Problem as ProblemDocument, QueryAnswer, QueryName, QueryParams } from "../wire";

/** How long an answer may take before the request counts as lost, in milliseconds. */
const ANSWER_TIMEOUT = 20_000;

/** Why there is no answer. `detail` is for people, `code` for programs; `status` 0: the gateway was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly traceId?: string,
    /** In seconds. */
    readonly retryAfter?: number,
    /** What was asked: `/v1/task/request/rename/acme/t-1`. */
    readonly asked?: string,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Whether the same request may succeed by itself: nobody was reached, or what is needed is away. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }

  static unreachable(detail = "Foundry cannot be reached. Your connection may be down."): Problem {
    return new Problem(0, "page.unreachable", detail);
  }

  /** What was thrown, as a problem. */
  static of(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    return new Problem(0, "page.failed", thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** The address of a message: `("query", "task.detail", ["acme", "t-1"])` is `/v1/task/query/detail/acme/t-1`. */
export function address(form: "query" | "request" | "command", name: string, key: readonly string[]): string {
  const [actor, message] = name.split(".");
  return ["/v1", actor, form, message, ...key.map(encodeURIComponent)].join("/");
}

/** Asks without changing anything. Throws a `Problem`. */
export async function query<N extends QueryName>(
  name: N,
  key: string[],
  params?: QueryParams<N>,
  options?: { signal?: AbortSignal },
): Promise<QueryAnswer<N>> {
  const response = await send(address("query", name, key) + queryString(params), { signal: options?.signal });
  return (await response.json()) as QueryAnswer<N>;
}

/** Each field as a parameter, of a list one for each value. */
export function queryString(params: object | undefined): string {
  const given = Object.entries(params ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null).map((one) => [name, String(one)]),
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** A request to the gateway. Throws a `Problem` when it is refused, is not answered in time, or cannot be sent. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  const at = Date.now();
  let response: Response | undefined;
  try {
    response = await fetch(path, { credentials: "same-origin", ...init, signal });
  } catch (thrown) {
    if (init.signal?.aborted) throw thrown;
    throw timeout.aborted ? Problem.unreachable("Foundry did not answer in time.") : Problem.unreachable();
  } finally {
    noteSent(path, at, response);
  }
  if (response.ok) return response;
  throw await refusal(response, path);
}

async function refusal(response: Response, path: string): Promise<Problem> {
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  const traceId = response.headers.get("foundry-trace-id") ?? undefined;
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  if (!isProblem) {
    return new Problem(response.status, "page.not_a_problem", `The gateway answered ${response.status}.`, traceId, retryAfter, path);
  }
  const said = (await response.json()) as ProblemDocument;
  return new Problem(response.status, said.code, said.detail, said.traceId ?? traceId, retryAfter, path);
}
