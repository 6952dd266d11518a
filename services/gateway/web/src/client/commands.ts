// Commands: each has an id for all its tries, so that it runs once whatever is lost on the way.
import type { CommandAnswer, CommandBody, CommandName } from "../wire";
import { guardLeaving, showWaiting } from "./connection";
import { address, Problem, send } from "./http";
import { forget, identify, proof, session } from "./identity";
import type { Optimism } from "./topics";

/** Between two tries, in milliseconds: doubled up to the last one. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 15_000;
/** After this long without an answer a command is given up, in milliseconds. It may still have run. */
const GIVEN_UP = 10 * 60_000;

/** How an optimistic change is taken back; as an object it is also told when its command has run. */
export type Undo = (() => void) | Optimism;

export interface RequestOptions {
  /** The command's id: 1 to 96 visible ASCII characters. A new one without. */
  id?: string;
  /** Shows at once what will be; taken back when the command is refused. */
  optimistic?: () => Undo;
  /** What it says is kept in this browser until it is answered, so that nothing is lost with the page. */
  isKept?: boolean;
  /** Nobody has asked for it by itself: people are not told that it waits. */
  isQuiet?: boolean;
}

/** Commands without an answer, and how many of them the connection holds up: what was asked for behind those waits as well. */
const count = { asked: 0, held: 0 };
function counts(what: keyof typeof count): () => void {
  const by = (change: 1 | -1) => {
    count[what] += change;
    showWaiting(count.held > 0 ? count.asked : 0);
  };
  by(1);
  return () => by(-1);
}

/** Sends a command and waits for its outcome. Throws a `Problem` when it is refused, or given up after ten minutes. */
export async function request<N extends CommandName>(
  name: N,
  key: string[],
  body: CommandBody<N>,
  options: RequestOptions = {},
): Promise<CommandAnswer<N>> {
  const optimism = toOptimism(options.optimistic?.());
  const leave = options.isKept ? () => undefined : guardLeaving();
  const told = options.isQuiet ? () => () => undefined : counts;
  const answered = told("asked");
  const lane = `${name.split(".")[0]}/${key.join("/")}`;
  try {
    const answer = await inOrder(lane, () => untilAnswered(address("request", name, key), body, options.id ?? newId(), () => told("held")));
    optimism?.settle();
    return answer as CommandAnswer<N>;
  } catch (thrown) {
    optimism?.undo();
    throw thrown;
  } finally {
    answered();
    leave();
  }
}

/** An id that no other command has. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toOptimism(undo: Undo | undefined): Optimism | undefined {
  return typeof undo === "function" ? { undo, settle: () => undefined } : undo;
}

const lanes = new Map<string, Promise<unknown>>();

/** What one actor is told arrives in the order in which it was said. */
function inOrder<T>(lane: string, run: () => Promise<T>): Promise<T> {
  const turn = (lanes.get(lane) ?? Promise.resolve()).then(run, run);
  lanes.set(lane, turn);
  const leave = () => lanes.get(lane) === turn && lanes.delete(lane);
  turn.then(leave, leave);
  return turn;
}

/** `hold`: from now on the connection holds it up, until what it gives is called. */
async function untilAnswered(path: string, body: unknown, id: string, hold: () => () => void): Promise<unknown> {
  const givenUpAt = Date.now() + GIVEN_UP;
  const personId = session()?.userId;
  let isProofNew = false;
  let release: (() => void) | undefined;
  try {
    for (let tries = 0; ; tries += 1) {
      // What one person asks for is not done for whoever has signed in here meanwhile.
      if (session()?.userId !== personId) throw new Problem(401, "page.signed_out", "Whoever asked for it has signed out.");
      const answer = await tryOnce(path, body, id);
      if (answer instanceof Problem) {
        if (answer.code === "access.csrf" && !isProofNew) {
          isProofNew = true;
          await identify();
          continue;
        }
        if (answer.status === 401) forget();
        if (!answer.isPassing) throw answer;
        // From now on people are told that it waits.
        release ??= hold();
        if (Date.now() < givenUpAt) await pause(answer, tries);
      } else if (answer.status !== 202) {
        return await answer.json();
      }
      // 202: it will run. The same id again waits on.
      if (Date.now() >= givenUpAt) throw unknownOutcome(answer);
    }
  } finally {
    release?.();
  }
}

function tryOnce(path: string, body: unknown, id: string): Promise<Response | Problem> {
  return post(path, body, id).catch(Problem.of);
}

function post(path: string, body: unknown, id: string): Promise<Response> {
  const headers = { "content-type": "application/json", "idempotency-key": id, ...proof() };
  return send(path, { method: "POST", headers, body: JSON.stringify(body) });
}

function unknownOutcome(last: Response | Problem): Problem {
  const why = last instanceof Problem ? ` ${last.detail}` : "";
  return new Problem(0, "page.outcome_unknown", `There was no answer for ten minutes; it may or may not be done.${why}`);
}

/** Ends at once when the network comes back. */
function pause(problem: Problem, tries: number): Promise<void> {
  const longest = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** tries);
  const wait = Math.max(longest * (0.5 + Math.random() / 2), (problem.retryAfter ?? 0) * 1_000);
  return new Promise((resolve) => {
    const done = () => (clearTimeout(timer), window.removeEventListener("online", done), resolve());
    const timer = setTimeout(done, wait);
    window.addEventListener("online", done);
  });
}
