// The page's addresses. State lives in them, so they are written in one place.

export const organizationPage = (organizationId: string, rest = ""): string => `/organizations/${organizationId}${rest}`;

/** A task, with the session that is open in it. */
export function taskPage(organizationId: string, taskId: string, sessionId?: string): string {
  return organizationPage(organizationId, `/tasks/${taskId}${sessionId ? `?sessionId=${sessionId}` : ""}`);
}

export const repositoryPage = (organizationId: string, repositoryId: string): string =>
  organizationPage(organizationId, `/repos/${repositoryId}`);

/** The inspector, at one actor: `("acme", "task", ["acme", "t-1"])`. */
export function inspectPage(organizationId: string, kind?: string, key: readonly string[] = []): string {
  return organizationPage(organizationId, `/inspect${kind ? `/${[kind, ...key].join("/")}` : ""}`);
}

/** What the services say of the organization, under filters. */
export function logsPage(organizationId: string, only: { task?: string; service?: string; trace?: string } = {}): string {
  const search = new URLSearchParams(only).toString();
  return organizationPage(organizationId, `/logs${search === "" ? "" : `?${search}`}`);
}

/** Where to sign in, and to come back from. */
export function signInPage(returnTo: string): string {
  return returnTo === "/" ? "/sign-in" : `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
}
