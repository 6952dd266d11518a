// The other parts of the page, each fetched when it is first shown.
import { type Component, lazy } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Empty, Pane } from "../ui";

type Module = Record<string, unknown>;

const modules = import.meta.glob<Module>("../*/index.{ts,tsx}");

/** The component `name` of the folder `folder`, in a pane of its own. */
export function part<P extends object = object>(folder: string, name: string): Component<P> {
  const load = modules[`../${folder}/index.ts`] ?? modules[`../${folder}/index.tsx`];
  const Part = lazy(async () => {
    const found = (await load?.())?.[name] as Component<P> | undefined;
    return { default: found ?? (() => <Empty icon="hammer" title={`There is no ${name} in ${folder}`} />) };
  });
  return (props: P) => (
    <Pane name={name}>
      <Dynamic component={Part as Component<P>} {...props} />
    </Pane>
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
export const Palette = part("palette", "Palette");
export const NewTask = part("new-task", "NewTask");
export const DevPanel = part("dev", "DevPanel");
export const Home = part<{ organizationId: string }>("sync", "Home");
export const RepositoryPage = part("repository", "RepositoryPage");
export const InspectPage = part("inspect", "InspectPage");
export const ActivityPage = part("activity", "ActivityPage");
export const HealthPage = part("health", "HealthPage");
export const SettingsPage = part("settings", "SettingsPage");
export const AccountPage = part("settings", "AccountPage");
