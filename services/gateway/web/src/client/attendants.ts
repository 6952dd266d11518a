// Who is here, as the gateway tells it: the whole list each time.
import { createSignal } from "solid-js";
import type { Attendant, LiveServerMessage } from "../wire";
import type { Followed } from "./subscriptions";

export class Attendants implements Followed {
  readonly people: () => readonly Attendant[];
  private readonly setPeople: (people: readonly Attendant[]) => void;

  constructor() {
    const [people, setPeople] = createSignal<readonly Attendant[]>([]);
    [this.people, this.setPeople] = [people, (people) => void setPeople(people)];
  }

  since(): null {
    return null;
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type === "people") this.setPeople(frame.people);
  }

  /** Whoever may not follow it sees nobody. */
  refused(): void {
    this.setPeople([]);
  }

  asked(): void {}

  dispose(): void {}
}

/** The others, by their task. The same lists as before for tasks where nothing has changed. */
export function byTask(people: readonly Attendant[], me: string | undefined, before: ReadonlyMap<string, readonly Attendant[]>): Map<string, readonly Attendant[]> {
  const tasks = new Map<string, Attendant[]>();
  for (const person of people) {
    if (person.userId === me) continue;
    const others = tasks.get(person.taskId);
    if (others) others.push(person);
    else tasks.set(person.taskId, [person]);
  }
  const isSame = (one: readonly Attendant[], other: readonly Attendant[]) => JSON.stringify(one) === JSON.stringify(other);
  return new Map([...tasks].map(([taskId, others]) => {
    const known = before.get(taskId);
    return [taskId, known && isSame(known, others) ? known : others];
  }));
}
