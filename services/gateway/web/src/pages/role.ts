import { session, useMe } from "../client";

/** What I am in an organization, as GitHub says it now; until that is followed, as it was when this page was loaded. */
export function useRole(organizationId: () => string) {
  const me = useMe();
  const role = () =>
    me.app()?.organizations.find((one) => one.organizationId === organizationId())?.role ??
    session()?.organizations.find((one) => one.organizationId === organizationId())?.role;
  return { me, role, isAdmin: () => role() === "admin" };
}
