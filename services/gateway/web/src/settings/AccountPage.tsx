/** What is one person's own, in every organization. */

import { useParams } from "@solidjs/router";
import { useTitle } from "../app";
import { useMe } from "../client";
import { followAppearance } from "./appearance";
import { ApiTokens } from "./ApiTokens";
import { Appearance, Keyboard, Notifications } from "./Taste";
import { Me } from "./Me";
import { Sections } from "./Sections";
import { SignIns } from "./SignIns";

export function AccountPage() {
  const params = useParams<{ section?: string }>();
  const me = useMe();
  followAppearance();
  useTitle(() => "Your account");
  const back = () => {
    const id = me.app()?.activeOrganizationId;
    return id ? { href: `/organizations/${id}`, name: "Tasks" } : { href: "/organizations", name: "Organizations" };
  };
  return (
    <Sections
      isMain
      title="Your account"
      base="/account"
      back={back()}
      open={params.section}
      sections={[
        { id: "profile", name: "Profile", icon: "user", content: () => <Me /> },
        { id: "appearance", name: "Appearance", icon: "sun", content: () => <Appearance /> },
        { id: "keyboard", name: "Keyboard", icon: "keyboard", content: () => <Keyboard /> },
        { id: "notifications", name: "Notifications", icon: "bell", content: () => <Notifications /> },
        { id: "sign-ins", name: "Sign-ins", icon: "monitor", content: () => <SignIns /> },
        { id: "tokens", name: "API tokens", icon: "key-round", content: () => <ApiTokens /> },
      ]}
    />
  );
}
