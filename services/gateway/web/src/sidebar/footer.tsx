import { useNavigate } from "@solidjs/router";
import { organizationPage } from "../app";
import { patch, request, signOut } from "../client";
import type { App } from "../wire";
import { attempt, Avatar, Icon, IconButton, Menu, type MenuItem } from "../ui";
import { FleetLight } from "./fleet-light";
import { useSidebar } from "./state";

/** Below the tasks: which organization, who I am, and the other pages. */
export function Footer() {
  const sidebar = useSidebar();
  const navigate = useNavigate();
  const app = () => sidebar.me.app();
  const page = (rest: string) => organizationPage(sidebar.organizationId(), rest);
  const name = () => sidebar.organization.profile()?.displayName ?? sidebar.organizationId();

  const mode = () => app()?.preferences.colourMode;
  const colour = (colourMode: NonNullable<ReturnType<typeof mode>>) => {
    const change = (before: App) => ({ ...before, preferences: { ...before.preferences, colourMode } });
    const optimistic = () => patch<App>("user.me", sidebar.me.key("app"), change);
    void attempt("The colours were not changed", () => request("user.setPreferences", ["me"], { colourMode }, { optimistic }));
  };

  const organizations = (): MenuItem[] => [
    { heading: "Organizations" },
    ...(app()?.organizations ?? []).map((one) => ({
      label: one.displayName,
      checked: one.organizationId === sidebar.organizationId(),
      onSelect: () => navigate(organizationPage(one.organizationId)),
    })),
    "separator",
    { label: "All organizations", icon: "building", onSelect: () => navigate("/organizations") },
  ];
  const more = (): MenuItem[] => [
    { heading: app()?.profile.login ?? "" },
    { label: "Settings", icon: "settings", kbd: "g s", onSelect: () => navigate(page("/settings")) },
    { label: "Activity", icon: "activity", kbd: "g a", onSelect: () => navigate(page("/activity")) },
    { label: "Inspector", icon: "waypoints", kbd: "g i", onSelect: () => navigate(page("/inspect")) },
    { label: "Health", icon: "heart-pulse", kbd: "g h", onSelect: () => navigate(page("/health")) },
    { label: "Logs", icon: "scroll-text", kbd: "g l", onSelect: () => navigate(page("/logs")) },
    "separator",
    { label: "Dark", checked: mode() === "dark", onSelect: () => colour("dark") },
    { label: "Light", checked: mode() === "light", onSelect: () => colour("light") },
    { label: "As the system", checked: mode() === "system", onSelect: () => colour("system") },
    "separator",
    { label: "Your account", icon: "circle-user", kbd: "g m", onSelect: () => navigate("/account") },
    { label: "Sign out", icon: "log-out", danger: true, onSelect: () => void attempt("You are still signed in", () => signOut()) },
  ];
  return (
    <footer class="sidebar-footer">
      <Menu
        label="Organizations"
        side="above"
        items={organizations}
        trigger={(button) => (
          <button type="button" class="sidebar-switcher" {...button} aria-label={`Organization: ${name()}`}>
            <Avatar name={name()} size={20} shape="square" />
            <span class="truncate">{name()}</span>
            <Icon name="chevrons-up-down" size={12} />
          </button>
        )}
      />
      <FleetLight organizationId={sidebar.organizationId()} />
      <Menu
        label="Account"
        side="above"
        align="end"
        items={more}
        trigger={(button) => <IconButton icon="settings" label="Settings and account" {...button} />}
      />
    </footer>
  );
}
