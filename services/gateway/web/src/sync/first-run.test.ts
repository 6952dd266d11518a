import { expect, it } from "vitest";
import { firstRun, isFirstRunOver, ofOrganization } from "./first-run";

const all = { hasOrganization: true, isConnected: true, isSynced: true, hasBegun: true };
const states = (checklist: Parameters<typeof firstRun>[0]) => firstRun(checklist).map((line) => line.state);

it("has one line to do next, the first that is open", () => {
  expect(states({ ...all, isConnected: false, isSynced: false, hasBegun: false })).toEqual(["done", "next", "later", "later"]);
});

it("keeps what was done out of order as done", () => {
  expect(states({ ...all, isConnected: false })).toEqual(["done", "next", "done", "done"]);
});

it("is over when everything is done", () => {
  expect([isFirstRunOver(all), isFirstRunOver({ ...all, hasBegun: false })]).toEqual([true, false]);
});

it("tells of the organization that is shown, whatever was done in another one", () => {
  const syncing = { installationStatus: "connected" as const, lastSyncAt: null };
  expect(states(ofOrganization({ ...all, hasBegun: false }, syncing))).toEqual(["done", "done", "next", "later"]);
  expect(states(ofOrganization(all, { installationStatus: "installRequired", lastSyncAt: null }))).toEqual(["done", "next", "later", "done"]);
  expect(ofOrganization(all, { ...syncing, lastSyncAt: 1 })).toEqual(all);
  expect(ofOrganization(all, undefined)).toEqual(all);
});
