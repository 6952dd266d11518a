/** One actor's commands and workflows as a timeline. */

import { useNavigate, useSearchParams } from "@solidjs/router";
import { createMemo, Match, Show, Switch } from "solid-js";
import { useOrganization } from "../client";
import { Failed, NoLongerFresh, Page, useRole } from "../pages";
import { Button, Empty, Skeleton } from "../ui";
import { type ActorRef, kindFacts, logsHref } from "./actors";
import { saveAs } from "../activity/save";
import { historyJson } from "./export";
import { applyFilters, type Filters, isFiltered, readFilters, writeFilters } from "./filters";
import { noteInspected } from "./recent";
import { StateView } from "./StateView";
import { TimelineList } from "./TimelineList";
import { TimelineTools } from "./TimelineTools";
import { useOpened } from "./use-opened";
import { useTimeline } from "./use-timeline";
import "./inspect.css";

export function ActorTimeline(props: { organizationId: string; actor: ActorRef }) {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const organization = useOrganization(() => props.organizationId);
  const { isAdmin } = useRole(() => props.organizationId);
  const timeline = useTimeline(
    () => props.organizationId,
    () => props.actor,
  );
  noteInspected(props.organizationId, props.actor);

  const filters = createMemo(() => readFilters(search));
  const set = (change: Partial<Filters>) => setSearch(writeFilters({ ...filters(), ...change }), { replace: true });
  const rows = createMemo(() => applyFilters(timeline.rows(), filters()));
  const logins = createMemo(() => new Map(organization.members().map((member) => [member.userId, member.login])));
  const { opened, toggle } = useOpened();
  const forbidden = () =>
    props.actor.kind === "user"
      ? "Only Foundry’s operators repair a person’s own actor."
      : isAdmin()
        ? undefined
        : "Only an admin of the organization may run dead letters again or give them up.";

  return (
    <Page
      wide
      title={title(props.actor, organization.task(props.actor.key)?.title)}
      about={
        <>
          <span class="mono">{props.actor.key}</span> · {kindFacts(props.actor.kind)?.about}
        </>
      }
      actions={
        <>
          <Show when={props.actor.kind === "task" || props.actor.kind === "sandbox"}>
            <Button
              size="small"
              kind="quiet"
              icon="arrow-right"
              onClick={() => navigate(`/organizations/${props.organizationId}/tasks/${props.actor.key}`)}
            >
              Open the task
            </Button>
          </Show>
          <Button
            size="small"
            kind="quiet"
            icon="download"
            reason={rows().length === 0 ? "Nothing is shown" : undefined}
            tip="What is shown, as JSON"
            onClick={() => saveAs(`${props.actor.kind}-${props.actor.key}.json`, "application/json", historyJson(rows()))}
          >
            Export
          </Button>
          <Button size="small" kind="quiet" icon="scroll-text" onClick={() => navigate(auditHref(props.organizationId, props.actor))}>
            Audit
          </Button>
          <Show when={isAdmin() && logsHref(props.organizationId, props.actor)}>
            {(href) => (
              <Button size="small" kind="quiet" icon="list" onClick={() => navigate(href())}>
                Logs
              </Button>
            )}
          </Show>
        </>
      }
      tools={
        <TimelineTools
          organizationId={props.organizationId}
          actor={props.actor}
          filters={filters()}
          deadLetters={timeline.letters().length}
          set={set}
        />
      }
    >
      <Show when={timeline.problem() && timeline.isRead() && timeline.problem()}>
        {(problem) => <NoLongerFresh problem={problem()} read={timeline.read} />}
      </Show>
      <Switch>
        <Match when={filters().show === "state"}>
          <StateView organizationId={props.organizationId} actor={props.actor} />
        </Match>
        <Match when={!timeline.isRead() && timeline.problem()}>
          {(problem) => <Failed what="The history could not be read" problem={problem()} retry={timeline.read} />}
        </Match>
        <Match when={!timeline.isRead()}>
          <Skeleton label="Reading the history" lines={10} />
        </Match>
        <Match when={rows().length === 0}>
          <Show when={isFiltered(filters())} fallback={<Untouched actor={props.actor} />}>
            <Empty
              icon="list-filter"
              title="Nothing of what was read matches"
              action={<Button onClick={() => set({ q: "", show: "all", only: "" })}>Clear the filters</Button>}
            >
              <Show when={timeline.hasMore()}>Older commands were not read yet.</Show>
            </Empty>
            <Show when={timeline.hasMore()}>
              <div class="inspect-more">
                <Button kind="quiet" busy={timeline.isReadingOlder()} onClick={() => void timeline.readOlder()}>
                  Read older ones
                </Button>
              </div>
            </Show>
          </Show>
        </Match>
        <Match when={rows().length > 0}>
          <TimelineList
            organizationId={props.organizationId}
            actor={props.actor}
            rows={rows()}
            timeline={timeline}
            opened={(id) => opened().has(id)}
            toggle={toggle}
            forbidden={forbidden()}
            logins={logins()}
          />
        </Match>
      </Switch>
    </Page>
  );
}

/** An actor that nobody has asked anything does not exist: a virtual task, a task without a sandbox. */
function Untouched(props: { actor: ActorRef }) {
  return (
    <Empty icon="circle-dashed" title="Nothing has happened here">
      <Show when={props.actor.kind === "task" || props.actor.kind === "sandbox"} fallback="No command was ever sent to it.">
        Looking creates nothing.{" "}
        {props.actor.kind === "task"
          ? "The task becomes real with the first thing that somebody does to it."
          : "A sandbox is made when somebody opens a session."}
      </Show>
    </Empty>
  );
}

function title(actor: ActorRef, task: string | undefined): string {
  const kind = kindFacts(actor.kind)?.name ?? actor.kind;
  return task === undefined ? `Inspect · ${kind}` : `${kind} · ${task}`;
}

function auditHref(organizationId: string, actor: ActorRef): string {
  const path = `/organizations/${organizationId}/activity`;
  return actor.kind === "task" || actor.kind === "sandbox" ? `${path}?task=${actor.key}` : path;
}
