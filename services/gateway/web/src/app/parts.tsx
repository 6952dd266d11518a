// The other parts of the page, each fetched when it is first shown.
import { type Component, ErrorBoundary, type JSX, Suspense } from "solid-js";
import { Pane } from "../ui";
import { fetched, fetchWhenIdle } from "./fetched";

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
export const fetchAhead = () => fetchWhenIdle([Session, Details]);

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
  return <Pane name={name}>{draw()}</Pane>;
}

/** One that floats above the page: nothing stands in its place while it is fetched, and nothing else breaks with it. */
function floating(name: string, load: () => Promise<Component>): Component {
  const Part = fetched(load);
  return () => (
    <ErrorBoundary fallback={(thrown: unknown) => (console.error(`The ${name} broke`, thrown), undefined)}>
      <Suspense>
        <Part />
      </Suspense>
    </ErrorBoundary>
  );
}
