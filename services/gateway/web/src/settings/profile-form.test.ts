import { expect, it } from "vitest";
import { profileChange, profileForm, wrongProfile } from "./profile-form";

const profile = { displayName: "Acme", slug: "acme", primaryDomain: null };

it("sends only what has changed, and an empty domain to remove it", () => {
  expect(profileChange(profile, profileForm(profile))).toBeUndefined();
  expect(profileChange(profile, { ...profileForm(profile), displayName: " Acme Inc " })).toEqual({
    displayName: "Acme Inc",
    slug: null,
    primaryDomain: null,
  });
  expect(profileChange({ ...profile, primaryDomain: "acme.dev" }, profileForm(profile))).toMatchObject({ primaryDomain: "" });
});

it("knows the rules of each field", () => {
  const wrong = (change: object) => Object.keys(wrongProfile({ ...profileForm(profile), ...change }));
  expect(wrong({})).toEqual([]);
  expect([wrong({ displayName: "  " }), wrong({ displayName: "x".repeat(101) })]).toEqual([["displayName"], ["displayName"]]);
  for (const slug of ["", "A", "-a", "a-", "a--b", "a b", "x".repeat(40)]) expect(wrong({ slug }), slug).toEqual(["slug"]);
  for (const primaryDomain of ["acme", "https://acme.dev", "acme.dev/x", "-a.dev"])
    expect(wrong({ primaryDomain }), primaryDomain).toEqual(["primaryDomain"]);
  expect(wrong({ primaryDomain: "sub.acme.dev" })).toEqual([]);
});
