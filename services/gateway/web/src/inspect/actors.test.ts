import { describe, expect, it } from "vitest";
import { traceHrefOf } from "./actors";

const PAGE = "/organizations/acme/tasks/t-1";

describe("where a refusal's trace is shown", () => {
  it("is at the actor that was asked, whatever page that was done on", () => {
    expect(traceHrefOf("abc", "/v1/task/request/rename/tidepool/t-9", PAGE)).toBe("/organizations/tidepool/inspect/trace/abc?task=t-9");
    expect(traceHrefOf("abc", "/v1/sandbox/query/git/acme/t-9?x=1", "/account")).toBe("/organizations/acme/inspect/trace/abc?task=t-9");
  });

  it("is at the page's task for what is asked of the organization or of oneself there", () => {
    expect(traceHrefOf("abc", "/v1/user/request/saveDraft/me", PAGE)).toBe("/organizations/acme/inspect/trace/abc?task=t-1");
    expect(traceHrefOf("abc", "/v1/organization/request/createTask/acme", "/organizations/acme/inspect/sandbox/t-2")).toBe(
      "/organizations/acme/inspect/trace/abc?task=t-2",
    );
    expect(traceHrefOf("abc", "/v1/githubData/request/syncRepos/acme", "/organizations/acme")).toBe("/organizations/acme/inspect/trace/abc");
  });

  it("is not at a task of another organization", () => {
    expect(traceHrefOf("abc", "/v1/githubData/request/syncRepos/tidepool", PAGE)).toBe("/organizations/tidepool/inspect/trace/abc");
  });

  it("is nowhere without an organization", () => {
    expect(traceHrefOf("abc", "/v1/user/request/setPreferences/me", "/account")).toBeUndefined();
    expect(traceHrefOf("abc", undefined, "/organizations")).toBeUndefined();
  });
});
