/** Which actor to look into: those of the organization, oneself, those that were looked at lately, and any task. */

import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import { useOrganization } from "../client";
import { Page, TaskStatus, useRole } from "../pages";
import { Age, Badge, Button, Icon, Notice, Skeleton } from "../ui";
import { ACTOR_KINDS, type ActorRef, inspectHref, kindFacts, traceHref } from "./actors";
import { DeadLetterActors } from "./DeadLetterActors";
import { FindTask } from "./FindTask";
import { ACTOR_ICONS } from "./icons";
import { InspectTabs } from "./InspectTabs";
import { readInspected } from "./recent";
import "./inspect.css";

export function AllActors(props: { organizationId: string }) {
  const navigate = useNavigate();
  const organization = useOrganization(() => props.organizationId);
  const { isAdmin } = useRole(() => props.organizationId);
  const recent = createMemo(() => readInspected(props.organizationId));
  const titles = (actor: ActorRef) => organization.task(actor.key)?.title ?? actor.key;
  const real = createMemo(() =>
    organization
      .tasks()
      .filter((task) => task.materialised)
      .sort((a, b) => b.updatedAt - a.updatedAt),
  );
  const [trace, setTrace] = createSignal("");
  const go = (event: SubmitEvent) => {
    event.preventDefault();
    if (trace().trim() !== "") navigate(traceHref(props.organizationId, trace().trim()));
  };
  return (
    <Page
      title="Inspector"
      about="What every actor was asked, what came of it, and how its workflows went. Looking creates nothing."
      tools={
        <>
          <InspectTabs organizationId={props.organizationId} here="actors" />
          <FindTask
            organizationId={props.organizationId}
            label="Find a task"
            onChoose={(key) => navigate(inspectHref(props.organizationId, { kind: "task", key }))}
          />
          <form class="inspect-find" onSubmit={go}>
            <input
              class="page-input mono"
              aria-label="A trace id"
              placeholder="Trace id"
              value={trace()}
              onInput={(event) => setTrace(event.currentTarget.value)}
            />
            <Button
              type="submit"
              icon="route"
              reason={trace().trim() === "" ? "Paste a trace id first" : undefined}
            >
              Follow
            </Button>
          </form>
        </>
      }
    >
      <div>
        <h2 class="inspect-heading">Organization and you</h2>
        <ul class="inspect-cards">
          <For each={ACTOR_KINDS.filter((facts) => facts.keyed !== "task")}>
            {(facts) => (
              <ActorCard
                organizationId={props.organizationId}
                actor={{ kind: facts.kind, key: facts.keyed === "me" ? "me" : props.organizationId }}
                title={facts.name}
                about={facts.about}
              />
            )}
          </For>
        </ul>
        <Show when={recent().length > 0}>
          <h2 class="inspect-heading">Looked at lately</h2>
          <ul class="inspect-links">
            <For each={recent()}>
              {(actor) => (
                <li>
                  <A class="inspect-link" href={inspectHref(props.organizationId, actor)}>
                    <Icon name={ACTOR_ICONS[actor.kind]} /> <span class="inspect-muted">{kindFacts(actor.kind)?.name}</span>
                    <span class="truncate">{titles(actor)}</span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={isAdmin()}>
          <h2 class="inspect-heading">
            Dead letters
            <span class="inspect-muted inspect-aside">commands of the last 90 days that could not be processed</span>
          </h2>
          <DeadLetterActors organizationId={props.organizationId} />
        </Show>
        <h2 class="inspect-heading">
          Tasks that are real <Badge>{real().length}</Badge>
          <span class="inspect-muted inspect-aside">
            {organization.tasks().length - real().length} more are virtual: lines that a sync wrote, without an actor
          </span>
        </h2>
        <Show when={organization.topic.status() !== "loading"} fallback={<Skeleton label="Reading the tasks" />}>
          <Show
            when={real().length > 0}
            fallback={<Notice tone="info">No task was materialised yet. The first action on one makes it real.</Notice>}
          >
            <ul class="inspect-links">
              <For each={real().slice(0, 100)}>
                {(task) => (
                  <li class="inspect-pair">
                    <A class="inspect-link" href={inspectHref(props.organizationId, { kind: "task", key: task.taskId })}>
                      <Icon name="git-branch" />
                      <span class="inspect-what">
                        <span class="truncate">{task.title}</span> <span class="inspect-muted truncate mono">{task.branch}</span>
                      </span>
                      <span class="inspect-end">
                        <TaskStatus status={task.status} />
                        <Age class="inspect-muted" at={task.updatedAt} />
                      </span>
                    </A>
                    <A class="inspect-link" href={inspectHref(props.organizationId, { kind: "sandbox", key: task.taskId })}>
                      <Icon name="container" /> <span class="inspect-beside">Sandbox</span>
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Show>
      </div>
    </Page>
  );
}

function ActorCard(props: { organizationId: string; actor: ActorRef; title: string; about: string }) {
  return (
    <li>
      <A class="inspect-card" href={inspectHref(props.organizationId, props.actor)}>
        <Icon name={ACTOR_ICONS[props.actor.kind]} size={16} />
        <strong>{props.title}</strong>
        <span class="inspect-muted">{props.about}</span>
      </A>
    </li>
  );
}
