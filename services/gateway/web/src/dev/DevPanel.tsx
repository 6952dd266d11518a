import { A, useParams } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { connection, sent, session, useMe, useOrganization, useSandbox } from "../client";
import { inspectHref } from "../inspect/actors";
import { clock } from "../inspect/format";
import { setDevPanel } from "../settings/preferences";
import { age, CopyButton, duration, IconButton, TraceLink, traceOf } from "../ui";
import { counters } from "./counters";
import { topics } from "./topics";
import "./dev.css";

/** Ages and cursors change without a signal. Milliseconds. */
const EVERY = 1_000;

/** What the page knows of itself. Off until somebody asks for it; Shift+D. */
export function DevPanel() {
  const params = useParams<{ organizationId?: string; taskId?: string }>();
  const organization = useOrganization(() => params.organizationId);
  const sandbox = useSandbox(
    () => params.organizationId ?? "",
    () => params.taskId,
  );
  const me = useMe();
  const [followed, setFollowed] = createSignal(topics());
  const timer = setInterval(() => setFollowed(topics()), EVERY);
  onCleanup(() => clearInterval(timer));
  const counted = createMemo(() => counters(organization.tasks()));
  const task = () => (params.taskId ? organization.task(params.taskId) : undefined);
  const github = () => organization.github();
  const report = () =>
    JSON.stringify(
      {
        build: __BUILD__,
        address: location.pathname,
        connection: connection.state(),
        counters: counted(),
        topics: followed(),
        requests: sent(),
      },
      null,
      2,
    );

  return (
    <aside class="dev" aria-label="Developer panel">
      <header>
        <strong>Developer panel</strong>
        <CopyButton text={report()} label="Copy as JSON" />
        <IconButton icon="x" label="Close" kbd="Shift+D" size={22} onClick={() => setDevPanel("off")} />
      </header>
      <Part name="Page">
        <Line name="build">{__BUILD__ ?? "development"}</Line>
        <Line name="socket">
          {connection.state()}
          <Show when={connection.state() === "connecting"}>, again in {connection.retryIn()} s</Show>
        </Line>
        <Line name="commands held up">{connection.waitingCommands()}</Line>
        <Line name="me">
          {session()?.login} {session()?.userId}, {me.app()?.organizations.length ?? 0} organizations
        </Line>
      </Part>
      <Show when={params.organizationId}>
        {(organizationId) => (
          <Part name={`Organization ${organizationId()}`}>
            <Line name="tasks materialised">{counted().materialised}</Line>
            <Line name="tasks virtual">{counted().virtual}</Line>
            <Line name="agents at work">{counted().running}</Line>
            <Line name="repositories, members">
              {organization.repositories().length}, {organization.members().length}
            </Line>
            <Line name="GitHub App">{github()?.installationStatus}</Line>
            <Line name="sync">
              {github()?.syncStatus} {github()?.syncPhase} {github()?.processedRepositoryCount}/{github()?.totalRepositoryCount}, number{" "}
              {github()?.syncGeneration}
            </Line>
            <Line name="last webhook">
              <Show when={organization.profile()?.lastWebhookAt} fallback="never received">
                {(at) => (
                  <>
                    {organization.profile()?.lastWebhookEvent}, {age(Date.now() - at())} ago
                  </>
                )}
              </Show>
            </Line>
          </Part>
        )}
      </Show>
      <Show when={params.taskId}>
        {(taskId) => (
          <Part name="Task">
            <Line name="id">{taskId()}</Line>
            <Line name="status">
              {task()?.status}
              {task()?.materialised === false ? ", virtual" : ""}
            </Line>
            <Line name="sandbox">
              <Show when={sandbox.sandbox()} fallback="none">
                {(one) => (
                  <>
                    {one().status}, {one().provider ?? "no provider"} {one().providerId}, generation {one().generation}
                  </>
                )}
              </Show>
            </Line>
            <A class="link" href={inspectHref(params.organizationId ?? "", { kind: "task", key: taskId() })}>
              Inspect
            </A>
          </Part>
        )}
      </Show>
      <Part name={`Topics (${followed().length})`}>
        <For each={followed()}>
          {(one) => (
            <Line name={one.topic}>
              {one.status} · {one.cursor ?? "–"} · {one.views} views · {one.followers} here
              {one.heardAt ? ` · ${age(Date.now() - one.heardAt)}` : ""}
            </Line>
          )}
        </For>
      </Part>
      <Part name="Last commands">
        <For each={sent()} fallback={<p>None since this page was loaded</p>}>
          {(one) => (
            <Line name={`${clock(one.at)} ${one.name}`}>
              {one.status || "?"} · {duration(one.took)} · {one.key}{" "}
              <TraceLink trace={traceOf(one)} />
            </Line>
          )}
        </For>
      </Part>
    </aside>
  );
}

function Part(props: { name: string; children: JSX.Element }) {
  return (
    <section aria-label={props.name}>
      <h3>{props.name}</h3>
      {props.children}
    </section>
  );
}

function Line(props: { name: string; children: JSX.Element }) {
  return (
    <p class="dev-line">
      <span>{props.name}</span>
      <span>{props.children}</span>
    </p>
  );
}
