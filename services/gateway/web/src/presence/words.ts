// What is said of people who are here: pure.
import type { Attendant } from "../wire";

export interface Seen {
  login: string;
  doing: Attendant["doing"];
  sessionId: string | null;
}

const DOING: Record<Attendant["doing"], string> = {
  looking: "looks at this task",
  drafting: "has written something, and not sent it yet",
  typing: "is typing",
};

export const about = ({ login, doing }: Seen): string => `${login} ${DOING[doing]}`;

/** “alice, bob and 2 others” */
export function names(logins: readonly string[], most = 2): string {
  if (logins.length <= 1) return logins.join("");
  const left = logins.length - most;
  if (left > 1) return `${logins.slice(0, most).join(", ")} and ${left} others`;
  return `${logins.slice(0, -1).join(", ")} and ${logins.at(-1)}`;
}

/**
 * What whoever writes here must know of the others in this session: nothing when none of them writes. `owner`: whose
 * the task is; who sends becomes it.
 */
export function aboutWriting(people: readonly Seen[], sessionId: string | null, owner: string | undefined): string | undefined {
  const here = people.filter((person) => person.sessionId === sessionId && person.doing !== "looking");
  if (here.length === 0) return undefined;
  const typing = here.filter(({ doing }) => doing === "typing");
  const [writers, what] = typing.length > 0 ? [typing, "typing"] : [here, "about to send"];
  const text = `${names(writers.map(({ login }) => login))} ${writers.length > 1 ? "are" : "is"} ${what}`;
  const [only] = writers;
  const swaps = writers.length === 1 && owner !== undefined && only !== undefined && only.login !== owner;
  return swaps ? `${text}. With the message the task becomes ${only.login}’s.` : text;
}
