import { Problem, request } from "../client";

/** What a person can do about an organization's connection. Each failure is told where it was asked for. */

/** Members may: reading again changes nothing that GitHub does not say. A sync under way is joined. */
export async function startSync(organizationId: string): Promise<{ joined: boolean } | Problem> {
  const context = { connectedAccount: null, kind: null, installationStatus: null, installationId: null, accountId: null };
  try {
    return await request("githubData.syncRepos", [organizationId], { context, label: null });
  } catch (thrown) {
    return Problem.of(thrown);
  }
}

/** GitHub's page for installing the App, by way of the gateway, which binds the way back to this sign-in. */
export const installHref = (organizationId: string) => `/v1/github/install/${encodeURIComponent(organizationId)}`;
