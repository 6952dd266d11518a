/** An organization's settings: how it is shown, its connection to GitHub, its people. */

import { useParams } from "@solidjs/router";
import { useTitle } from "../app";
import { Members } from "./Members";
import { Profile } from "./Profile";
import { Sections } from "./Sections";
import { GithubCard } from "./GithubCard";

export function SettingsPage() {
  const params = useParams<{ organizationId: string; section?: string }>();
  useTitle(() => "Settings");
  return (
    <Sections
      title="Settings"
      base={`/organizations/${params.organizationId}/settings`}
      back={{ href: `/organizations/${params.organizationId}`, name: "Tasks" }}
      open={params.section}
      sections={[
        { id: "general", name: "General", icon: "settings", content: () => <Profile organizationId={params.organizationId} /> },
        { id: "github", name: "GitHub", icon: "satellite-dish", content: () => <GithubCard organizationId={params.organizationId} /> },
        { id: "members", name: "Members", icon: "users", content: () => <Members organizationId={params.organizationId} /> },
      ]}
    />
  );
}
