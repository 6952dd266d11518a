// The other parts of the page, each fetched when it is first shown.
import { type Component, ErrorBoundary, type JSX, Show, Suspense } from "solid-js";
import { connection } from "../client";
import { Empty, Pane, Skeleton } from "../ui";
import { type Fetched, fetched, fetchWhenIdle } from "./fetched";

export interface TaskProps {
  organizationId: string;
  taskId: string;
  sessionId?: string;
}

const Session = fetched<TaskProps>(async () => (await import("../session")).SessionPane);
const Details = fetched<TaskProps>(async () => (await import("../rail")).Rail);
const OrganizationHome = fetched<{ organizationId: string }>(async () => (await import("../sync")).Home);

export const SessionPane = (props: TaskProps) => inPane("session", () => <Session {...props} />);
export const Rail = (props: TaskProps) => inPane("details", () => <Details {...props} />);
export const Home = (props: { organizationId: string }) => inPane("organization", () => <OrganizationHome {...props} />);

/** What people open next is there before they do. */
export const fetchAhead = () => fetchWhenIdle([Session, Details, Palette, NewTask]);

export const RepositoryPage = page("repository", async () => (await import("../repository")).RepositoryPage);
export const InspectPage = page("inspector", async () => (await import("../inspect")).InspectPage);
export const ActivityPage = page("activity", async () => (await import("../activity")).ActivityPage);
export const HealthPage = page("health", async () => (await import("../health")).HealthPage);
export const LogsPage = page("logs", async () => (await import("../logs")).LogsPage);
export const SettingsPage = page("settings", async () => (await import("../settings")).SettingsPage);
export const AccountPage = page("account", async () => (await import("../settings")).AccountPage);

export const Palette = floating("palette", async () => (await import("../palette")).Palette);
export const NewTask = floating("new task", async () => (await import("../new-task")).NewTask);
export const DevPanel = floating("developer panel", async () => (await import("../dev")).DevPanel);

/** A page by itself: what it shows stands in its address. */
function page(name: string, load: () => Promise<Component>): Component {
  const Part = fetched(load);
  return () => inPane(name, () => <Part />);
}

function inPane(name: string, draw: () => JSX.Element): JSX.Element {
  return (
    <Pane name={name} fetching={<Fetching name={name} />}>
      {draw()}
    </Pane>
  );
}

/** In place of what is being fetched. */
function Fetching(props: { name: string }) {
  const isAway = () => connection.state() === "offline" || (connection.state() === "connecting" && connection.retryIn() > 0);
  return (
    <Show when={isAway()} fallback={<Skeleton label={`Loading ${props.name}`} />}>
      <Empty icon="cloud-off" title="This has not been fetched yet">
        It comes by itself as soon as the connection is back.
      </Empty>
    </Show>
  );
}

/** One that floats above the page: nothing stands in its place while it is fetched, and nothing else breaks with it. */
function floating(name: string, load: () => Promise<Component>): Fetched<object> {
  const Part = fetched(load);
  const Floating = () => (
    <ErrorBoundary fallback={(thrown: unknown) => (console.error(`The ${name} broke`, thrown), undefined)}>
      <Suspense>
        <Part />
      </Suspense>
    </ErrorBoundary>
  );
  return Object.assign(Floating, { fetch: Part.fetch });
}
