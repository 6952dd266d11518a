/** The palette and the shortcut sheet, as long as an organization is open. */

import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, onCleanup, Show } from "solid-js";
import { setDevPanel, devPanel } from "../settings/preferences";
import { followAppearance } from "../settings/appearance";
import { followNotifications } from "../settings/notify";
import { registerCommands } from "./commands";
import { Finder } from "./Finder";
import { isFinderOpen, isSheetOpen, setFinderOpen, setSheetOpen } from "./keyboard";
import { noteRecent } from "./recent";
import { ShortcutSheet } from "./ShortcutSheet";

export function Palette() {
  const params = useParams<{ organizationId?: string; taskId?: string }>();
  const navigate = useNavigate();
  followAppearance();
  followNotifications();
  onCleanup(() => (setFinderOpen(false), setSheetOpen(false)));

  createEffect(() => {
    if (params.organizationId !== undefined && params.taskId !== undefined) noteRecent(params.organizationId, `task:${params.taskId}`);
  });
  registerCommands(() => [
    {
      id: "dev.toggle",
      title: devPanel() === "on" ? "Hide the developer panel" : "Show the developer panel",
      group: "Help",
      run: () => setDevPanel(devPanel() === "on" ? "off" : "on"),
    },
    {
      id: "go.account",
      title: "Your account",
      group: "Go to",
      words: "profile tokens sign-ins appearance theme",
      run: () => navigate("/account"),
    },
    {
      id: "go.organizations",
      title: "Another organization",
      group: "Go to",
      words: "switch picker",
      run: () => navigate("/organizations"),
    },
  ]);
  registerCommands(() => {
    const organizationId = params.organizationId;
    if (organizationId === undefined) return [];
    const go = (rest: string) => () => navigate(`/organizations/${organizationId}${rest}`);
    return [
      { id: "go.organization", title: "Organization", group: "Go to", words: "home", run: go("") },
      { id: "go.inspector", title: "Inspector", group: "Go to", words: "workflows history dead letters", run: go("/inspect") },
      { id: "go.runs", title: "Runs", group: "Go to", words: "workflows under way failed inspector", run: go("/inspect/runs") },
      { id: "go.activity", title: "Activity", group: "Go to", words: "audit log", run: go("/activity") },
      { id: "go.health", title: "Health", group: "Go to", words: "services status", run: go("/health") },
      { id: "go.logs", title: "Logs", group: "Go to", words: "live lines errors services", run: go("/logs") },
      { id: "go.settings", title: "Settings", group: "Go to", words: "members sync github", run: go("/settings") },
    ];
  });
  registerCommands(() => {
    const [organizationId, taskId] = [params.organizationId, params.taskId];
    if (organizationId === undefined || taskId === undefined) return [];
    return [
      {
        id: "task.inspect",
        title: "Inspect this task",
        group: "Task",
        words: "history workflows",
        run: () => navigate(`/organizations/${organizationId}/inspect/task/${taskId}`),
      },
      {
        id: "task.inspectSandbox",
        title: "Inspect its sandbox",
        group: "Task",
        words: "provisioning turns",
        run: () => navigate(`/organizations/${organizationId}/inspect/sandbox/${taskId}`),
      },
      {
        id: "task.activity",
        title: "What happened to this task",
        group: "Task",
        words: "audit",
        run: () => navigate(`/organizations/${organizationId}/activity?task=${taskId}`),
      },
    ];
  });

  return (
    <>
      <Show when={isFinderOpen() && params.organizationId}>
        {(organizationId) => <Finder organizationId={organizationId()} taskId={params.taskId} close={() => setFinderOpen(false)} />}
      </Show>
      <ShortcutSheet open={isSheetOpen()} close={() => setSheetOpen(false)} />
    </>
  );
}
