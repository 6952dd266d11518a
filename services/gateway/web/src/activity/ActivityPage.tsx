/** What happened in the organization, and who did it. */

import { useParams, useSearchParams } from "@solidjs/router";
import { createMemo, For, Match, Show, Switch } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";
import { useOrganization } from "../client";
import { day } from "../inspect/format";
import { createRoving, Failed, NoLongerFresh, Page } from "../pages";
import { Button, Empty, Menu, Skeleton } from "../ui";
import { EventRow } from "./EventRow";
import { toCsv, toJson } from "./export";
import { saveAs } from "./save";
import { type AuditEvent, KNOWN_EVENTS } from "./sentences";
import { useEvents } from "./use-events";
import "./activity.css";

const MORE = Symbol("more");

export function ActivityPage() {
  const params = useParams<{ organizationId: string }>();
  const [search, setSearch] = useSearchParams();
  const given = (name: string) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const organization = useOrganization(() => params.organizationId);
  const log = useEvents(
    () => params.organizationId,
    () => ({ event: given("event"), taskId: given("task"), repositoryId: given("repository") }),
  );
  const logins = createMemo(() => new Map(organization.members().map((member) => [member.userId, member.login])));
  const items = createMemo<(AuditEvent | typeof MORE)[]>(() => (log.hasMore() ? [...log.events(), MORE] : [...log.events()]));
  const isFiltered = () => given("event") ?? given("task") ?? given("repository");
  const set = (name: string, value: string | undefined) => setSearch({ [name]: value }, { replace: true });

  let list: VListHandle | undefined;
  const roving = createRoving(
    () => log.events().map((event) => `${event.eventId}`),
    (index) => list?.scrollToIndex(index, { align: "nearest" }),
  );

  const beginsDay = (index: number) => {
    const [event, above] = [log.events()[index], log.events()[index - 1]];
    return event !== undefined && (above === undefined || day(above.at) !== day(event.at));
  };
  const save = (format: "json" | "csv") => {
    const name = `${params.organizationId}-activity-${new Date().toISOString().slice(0, 10)}.${format}`;
    if (format === "json") saveAs(name, "application/json", toJson(log.events()));
    else saveAs(name, "text/csv", toCsv(log.events()));
  };

  return (
    <Page
      wide
      title="Activity"
      about="What people, agents and Foundry did. Nothing here is ever changed or removed."
      actions={
        <Menu
          label="Export"
          align="end"
          items={() => [
            { heading: `The ${log.events().length} events that are shown` },
            { label: "As JSON", icon: "code", onSelect: () => save("json") },
            { label: "As CSV", icon: "list", onSelect: () => save("csv") },
          ]}
          trigger={(button) => (
            <Button {...button} icon="download" reason={log.events().length === 0 ? "No event is shown" : undefined}>
              Export
            </Button>
          )}
        />
      }
      tools={
        <>
          <label class="sr-only" for="activity-event">
            Only events of
          </label>
          <select
            id="activity-event"
            class="page-input"
            value={given("event") ?? ""}
            onChange={(event) => set("event", event.currentTarget.value || undefined)}
          >
            <option value="">All events</option>
            <For each={[...KNOWN_EVENTS].sort()}>{(name) => <option value={name}>{name}</option>}</For>
          </select>
          <label class="sr-only" for="activity-repository">
            Only events in
          </label>
          <select
            id="activity-repository"
            class="page-input activity-repository"
            value={given("repository") ?? ""}
            onChange={(event) => set("repository", event.currentTarget.value || undefined)}
          >
            <option value="">All repositories</option>
            <For each={[...organization.repositories()].sort((a, b) => a.fullName.localeCompare(b.fullName))}>
              {(one) => <option value={one.repositoryId}>{one.fullName}</option>}
            </For>
          </select>
          <Show when={given("task")}>
            {(taskId) => (
              <Button kind="quiet" icon="x" onClick={() => set("task", undefined)}>
                Only {organization.task(taskId())?.title ?? "one task"}
              </Button>
            )}
          </Show>
        </>
      }
    >
      <Show when={log.isRead() && log.problem()}>
        {(problem) => <NoLongerFresh problem={problem()} read={log.read} />}
      </Show>
      <Switch>
        <Match when={!log.isRead() && log.problem()}>
          {(problem) => <Failed what="The audit log could not be read" problem={problem()} retry={log.read} />}
        </Match>
        <Match when={!log.isRead()}>
          <Skeleton label="Reading the audit log" lines={10} />
        </Match>
        <Match when={log.events().length === 0}>
          <Empty
            icon="activity"
            title={isFiltered() ? "Nothing of this kind has happened" : "Nothing has happened yet"}
            action={
              <Show when={isFiltered()}>
                <Button onClick={() => setSearch({ event: undefined, task: undefined, repository: undefined })}>Clear the filters</Button>
              </Show>
            }
          >
            {isFiltered() ? undefined : "The first sync, the first task, the first message: all of it is noted here."}
          </Empty>
        </Match>
        <Match when={log.events().length > 0}>
          <VList ref={(handle) => (list = handle)} data={items()} class="activity-list" onKeyDown={roving.onKeyDown}>
            {(item, index) =>
              item === MORE ? (
                <div class="activity-more">
                  <Button kind="quiet" busy={log.isReadingOlder()} onClick={log.readOlder}>
                    Older
                  </Button>
                </div>
              ) : (
                <EventRow
                  organizationId={params.organizationId}
                  isCurrent={roving.isCurrent(`${item.eventId}`)}
                  choose={() => roving.choose(`${item.eventId}`)}
                  event={item}
                  beginsDay={beginsDay(index())}
                  logins={logins()}
                  task={item.taskId ? organization.task(item.taskId)?.title : undefined}
                  repository={item.repositoryId ? organization.repository(item.repositoryId)?.fullName : undefined}
                />
              )
            }
          </VList>
        </Match>
      </Switch>
    </Page>
  );
}
