import { useParams } from "@solidjs/router";
import { Home } from "./parts";

/** An organization with no task open: how its sync stands, and the first steps. Nothing is selected for anybody. */
export function OrganizationHome() {
  const params = useParams<{ organizationId: string }>();
  return <Home organizationId={params.organizationId} />;
}
