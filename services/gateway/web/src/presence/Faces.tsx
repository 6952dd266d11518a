// Who else is at a task: the beginnings of their names, and in words for whoever points at them or hears the page.
import { For, type JSX, Show, createMemo } from "solid-js";

import { useAttendants, useOrganization } from "../client";
import { Avatar } from "../ui";
import { about, type Seen } from "./words";
import "./presence.css";

/** The others at a task, by name: those whose names are known. */
export function useSeen(organizationId: () => string): (taskId: string) => Seen[] {
  const organization = useOrganization(organizationId);
  const attendants = useAttendants(organizationId);
  return (taskId) =>
    attendants(taskId).flatMap(({ userId, doing, sessionId }) => {
      const login = organization.member(userId)?.login;
      return login ? [{ login, doing, sessionId: sessionId ?? null }] : [];
    });
}

export function Faces(props: { people: readonly Seen[]; size: number; most: number }): JSX.Element {
  // They are drawn by their names: who begins to type keeps their face.
  const logins = createMemo(() => props.people.slice(0, props.most).map(({ login }) => login), [], {
    equals: (one, other) => one.join() === other.join(),
  });
  const doing = (login: string) => props.people.find((person) => person.login === login)?.doing;
  const words = () => props.people.map(about).join(", ");
  return (
    <Show when={props.people.length > 0}>
      <span class="faces" role="img" aria-label={words()} data-tip={words()}>
        <For each={logins()}>
          {(login) => (
            <span class="face" data-doing={doing(login)}>
              <Avatar name={login} size={props.size} />
            </span>
          )}
        </For>
        <Show when={props.people.length > props.most}>
          <span class="faces-more tabular">+{props.people.length - props.most}</span>
        </Show>
      </span>
    </Show>
  );
}
