/** What an admin may change of how the organization is shown, with its rules. Pure; the gateway has the last word. */

import type { components } from "../wire";

type OrganizationProfile = Pick<components["schemas"]["OrganizationSummary"], "displayName" | "slug" | "primaryDomain">;

export interface ProfileForm {
  displayName: string;
  slug: string;
  primaryDomain: string;
}

export function profileForm(profile: OrganizationProfile): ProfileForm {
  return { displayName: profile.displayName, slug: profile.slug, primaryDomain: profile.primaryDomain ?? "" };
}

export function wrongProfile(form: ProfileForm): Partial<ProfileForm> {
  const found: Partial<ProfileForm> = {};
  const name = [...form.displayName.trim()].length;
  if (name === 0) found.displayName = "It needs a name";
  if (name > 100) found.displayName = "At most 100 characters";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(form.slug) || form.slug.length > 39)
    found.slug = "1 to 39 of a–z, 0–9 and single hyphens between them";
  if (form.primaryDomain !== "" && !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(form.primaryDomain))
    found.primaryDomain = "A host name, like acme.dev";
  return found;
}

/** Only what has changed: what is null stays as it is, an empty domain removes it. `undefined`: nothing has. */
export function profileChange(profile: OrganizationProfile, form: ProfileForm) {
  const was = profileForm(profile);
  const changed = (name: keyof ProfileForm) => (form[name].trim() === was[name] ? null : form[name].trim());
  const change = { displayName: changed("displayName"), slug: changed("slug"), primaryDomain: changed("primaryDomain") };
  return Object.values(change).every((value) => value === null) ? undefined : change;
}
