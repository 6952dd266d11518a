/** How the fleet is, as far as this page can tell: who answers and how quickly, what is stuck, how fresh GitHub's data is. */

import { A, useParams } from "@solidjs/router";
import { createEffect, createMemo, For, onCleanup, Show } from "solid-js";
import { isPageVisible } from "../app";
import { logsPage } from "../app/addresses";
import { connection, useOrganization } from "../client";
import { type ActorKind, inspectHref, kindFacts } from "../inspect/actors";
import { DeadLetterActors } from "../inspect/DeadLetterActors";
import { Ago, Card, createRead, OrProblem, Page, useRole } from "../pages";
import { SyncFacts } from "../sync/SyncFacts";
import { Badge, Button, duration, Skeleton } from "../ui";
import { Instances } from "./Instances";
import { LIGHTS } from "./lights";
import { probe, readiness } from "./probe";
import { Queues } from "./Queues";
import { light, type Light, type Probed, probed } from "./services";
import "./health.css";

/** While somebody looks, and the page can be seen. Milliseconds. */
const EVERY = 10_000;

const SERVICES: Record<ActorKind, string> = {
  organization: "organization",
  task: "task",
  user: "user",
  githubData: "github-data",
  auditLog: "audit-log",
  sandbox: "sandbox",
};

export function HealthPage() {
  const params = useParams<{ organizationId: string }>();
  const organization = useOrganization(() => params.organizationId);
  const { isAdmin } = useRole(() => params.organizationId);
  const task = createMemo(() => organization.tasks().find((one) => one.materialised)?.taskId);
  const health = createRead(
    () => ({ organizationId: params.organizationId, taskId: task() }),
    async ({ organizationId, taskId }, signal) => {
      const [ready, services] = await Promise.all([
        readiness(signal),
        Promise.all(probed(organizationId, taskId).map((actor) => probe(organizationId, actor, signal))),
      ]);
      return { ready, services, taskId, at: Date.now() };
    },
    { keeps: true },
  );
  createEffect(() => {
    if (!isPageVisible()) return;
    const timer = setInterval(health.again, EVERY);
    onCleanup(() => clearInterval(timer));
  });
  const key = (kind: ActorKind) =>
    kind === "user" ? "me" : kind === "task" || kind === "sandbox" ? (health.value()?.taskId ?? "") : params.organizationId;

  return (
    <Page
      title="Health"
      about="Asked from this browser, through the gateway, every ten seconds while you look."
      actions={
        <>
          <Show when={health.value()}>
            {(read) => (
              <span class="page-about">
                asked <Ago at={read().at} />
              </span>
            )}
          </Show>
          <Show when={isAdmin()}>
            <A class="link" href={logsPage(params.organizationId)}>
              Live logs
            </A>
          </Show>
          <Button icon="refresh-cw" busy={health.isReading()} onClick={health.again}>
            Ask now
          </Button>
        </>
      }
    >
      <Card title="Connection">
        <ul class="page-rows">
          <li class="health-row">
            <Line
              name="Gateway"
              light={health.problem() ? "away" : health.value()?.ready?.isReady === false ? "slow" : "good"}
              says={health.problem()?.detail ?? health.value()?.ready?.says ?? "it answers queries; its probes are not at this address"}
            />
          </li>
          <li class="health-row">
            <Line
              name="Live socket"
              light={connection.state() === "live" ? "good" : "away"}
              says={
                connection.state() === "live" ? "changes arrive as they happen" : `${connection.state()}; what is shown may be out of date`
              }
            />
          </li>
        </ul>
      </Card>
      <Card
        title="Services"
        about={
          task()
            ? "Each is asked for the runs of one of its actors: this organization’s, yours, or one task’s."
            : "Each is asked for the runs of one of its actors: this organization’s or yours. Task and sandbox are asked once somebody has worked on a task."
        }
      >
        <OrProblem of={health} what="The services could not be asked">
          <Show when={health.value()} fallback={<Skeleton label="Asking the services" lines={6} />}>
            {(read) => (
              <ul class="page-rows">
                <For each={read().services}>
                  {(service) => (
                    <li class="health-row">
                      <Service
                        service={service}
                        href={inspectHref(params.organizationId, { kind: service.kind, key: key(service.kind) })}
                      />
                    </li>
                  )}
                </For>
              </ul>
            )}
          </Show>
        </OrProblem>
      </Card>
      <Show when={isAdmin()}>
        <Card title="Dead letters" about="Commands of this organization’s actors that could not be processed, of the last 90 days. For admins.">
          <DeadLetterActors organizationId={params.organizationId} />
        </Card>
      </Show>
      <Show when={isAdmin()}>
        <Instances organizationId={params.organizationId} />
      </Show>
      <Show when={isAdmin()}>
        <Queues organizationId={params.organizationId} />
      </Show>
      <Show when={organization.profile()}>
        {(profile) => (
          <Card
            title="GitHub"
            actions={
              <A class="link" href={`/organizations/${params.organizationId}/settings/github`}>
                Sync and its history
              </A>
            }
          >
            <SyncFacts
              organizationId={params.organizationId}
              github={profile().github}
              lastWebhookAt={profile().lastWebhookAt}
              lastWebhookEvent={profile().lastWebhookEvent}
            />
          </Card>
        )}
      </Show>
    </Page>
  );
}

function Line(props: { name: string; light: Light; says: string }) {
  const look = () => LIGHTS[props.light];
  return (
    <>
      <span class="health-name">{props.name}</span>
      <Badge tone={look().tone} icon={look().icon}>
        {look().word}
      </Badge>
      <span class="health-says">{props.says}</span>
    </>
  );
}

function Service(props: { service: Probed; href: string }) {
  const look = () => LIGHTS[light(props.service)];
  return (
    <>
      <A class="health-name link" href={props.href} data-tip={`Inspect: ${kindFacts(props.service.kind)?.name}`}>
        {SERVICES[props.service.kind]}
      </A>
      <Badge tone={look().tone} icon={look().icon}>
        {look().word}
      </Badge>
      <span class="mono health-took" data-tip="There and back">
        {duration(props.service.took)}
      </span>
      <span class="health-says">
        <Show when={!props.service.problem} fallback={props.service.problem?.detail}>
          <Show when={props.service.active > 0}>
            <A class="link" href={`${props.href}?only=active`}>
              {props.service.active} at work or waiting
            </A>
          </Show>
        </Show>
      </span>
    </>
  );
}
