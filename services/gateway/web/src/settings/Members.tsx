import { createMemo, createSignal, For, Show } from "solid-js";
import { session, useOrganization } from "../client";
import { people, search } from "../overview/people";
import { Card, plural } from "../pages";
import { Avatar, Badge, Empty, Skeleton } from "../ui";

/** Everybody whom GitHub counts among the organization, whether they have signed in here or not. */
export function Members(props: { organizationId: string }) {
  const organization = useOrganization(() => props.organizationId);
  const [words, setWords] = createSignal("");
  const all = createMemo(() => people(organization.members(), session()?.userId));
  const found = createMemo(() => search(all(), words()));
  const owned = createMemo(() => {
    const counts = new Map<string, number>();
    for (const task of organization.tasks()) if (task.owner) counts.set(task.owner.userId, (counts.get(task.owner.userId) ?? 0) + 1);
    return counts;
  });
  return (
    <Card
      title="Members"
      about="GitHub says who belongs, and with which role. Invite people there; they appear with the next webhook or sync."
      actions={<Badge>{all().length}</Badge>}
    >
      <Show when={organization.topic.status() !== "loading"} fallback={<Skeleton label="Loading the members" lines={5} />}>
        <Show when={all().length > 8}>
          <input
            class="page-input settings-find"
            type="search"
            aria-label="Find a member"
            placeholder="Find a member"
            value={words()}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </Show>
        <ul class="page-rows">
          <For
            each={found()}
            fallback={
              <li>
                <Empty icon="users" title={words() === "" ? "Nobody was read yet" : "Nobody is called so"}>
                  {words() === "" ? "The first sync reads the members." : undefined}
                </Empty>
              </li>
            }
          >
            {(member) => (
              <li class="settings-row">
                <div class="settings-person">
                  <Avatar name={member.login} size={26} />
                  <div class="settings-row-main">
                    {member.login}{" "}
                    <small>{[member.name, member.userId === session()?.userId && "you"].filter((part) => part).join(" · ")}</small>
                  </div>
                </div>
                <div class="settings-badges">
                  <Show when={owned().get(member.userId)}>{(count) => <span class="page-about">owns {plural(count(), "task")}</span>}</Show>
                  <Badge tone={member.role === "admin" ? "accent" : "plain"} icon={member.role === "admin" ? "shield" : "user"}>
                    {member.role}
                  </Badge>
                  <Badge
                    tone={member.linked ? "success" : "plain"}
                    icon={member.linked ? "circle-check" : "circle-dashed"}
                    tip={member.linked ? "Agents can work with their credentials" : "Their tasks wait for their first sign-in"}
                  >
                    {member.linked ? "signed in" : "not yet here"}
                  </Badge>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  );
}
