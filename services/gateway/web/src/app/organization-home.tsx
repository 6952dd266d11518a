import { useParams } from "@solidjs/router";
import { useOrganization } from "../client";
import { Home } from "./parts";
import { useTitle } from "./title";

/** An organization with no task open: how its sync stands, and the first steps. Nothing is selected for anybody. */
export function OrganizationHome() {
  const params = useParams<{ organizationId: string }>();
  const organization = useOrganization(() => params.organizationId);
  const name = () => organization.profile()?.displayName ?? params.organizationId;
  useTitle(name);
  return (
    <>
      <h1 class="sr-only">{name()}</h1>
      <Home organizationId={params.organizationId} />
    </>
  );
}
