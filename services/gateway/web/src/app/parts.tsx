// The other parts of the page, each fetched when it is first shown.
import { type Component, ErrorBoundary, lazy, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Empty, Pane } from "../ui";

type Module = Record<string, unknown>;

const modules = import.meta.glob<Module>("../*/index.{ts,tsx}");

function load<P extends object>(folder: string, name: string, missing: Component<P>): Component<P> {
  const fetch = modules[`../${folder}/index.ts`] ?? modules[`../${folder}/index.tsx`];
  return lazy(async () => ({ default: ((await fetch?.())?.[name] as Component<P> | undefined) ?? missing }));
}

/** The component `name` of the folder `folder`, in a pane of its own. */
function part<P extends object = object>(folder: string, name: string): Component<P> {
  const Part = load<P>(folder, name, () => <Empty icon="hammer" title={`There is no ${name} in ${folder}`} />);
  return (props: P) => (
    <Pane name={name}>
      <Dynamic component={Part} {...props} />
    </Pane>
  );
}

/** One that floats above the page: nothing stands in its place while it is fetched, and nothing else breaks with it. */
function floating(folder: string, name: string): Component {
  const Part = load(folder, name, () => undefined);
  return () => (
    <ErrorBoundary fallback={(thrown: unknown) => (console.error(`${name} broke`, thrown), undefined)}>
      <Suspense>
        <Part />
      </Suspense>
    </ErrorBoundary>
  );
}

export interface TaskProps {
  organizationId: string;
  taskId: string;
  sessionId?: string;
}

export const SessionPane = part<TaskProps>("session", "SessionPane");
export const Rail = part<TaskProps>("rail", "Rail");
export const Sidebar = part<object>("sidebar", "Sidebar");
export const Palette = floating("palette", "Palette");
export const NewTask = floating("new-task", "NewTask");
export const DevPanel = floating("dev", "DevPanel");
export const Home = part<{ organizationId: string }>("sync", "Home");
export const RepositoryPage = part("repository", "RepositoryPage");
export const InspectPage = part("inspect", "InspectPage");
export const ActivityPage = part("activity", "ActivityPage");
export const HealthPage = part("health", "HealthPage");
export const SettingsPage = part("settings", "SettingsPage");
export const AccountPage = part("settings", "AccountPage");
