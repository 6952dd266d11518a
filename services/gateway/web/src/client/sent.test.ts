import { beforeEach, expect, it, vi } from "vitest";
import { send } from "./http";
import { nameOf, sent } from "./sent";

beforeEach(() => void vi.unstubAllGlobals());

it("knows a command by its address, and its actor's key", () => {
  expect(nameOf("/v1/task/request/rename/acme/t-1")).toEqual({ name: "task.rename", key: "acme/t-1" });
  for (const path of ["/v1/task/query/detail/acme/t-1", "/v1/auth/session", "/assets/x.js", "/"]) expect(nameOf(path), path).toBeUndefined();
});

it("notes what was sent with its trace, also when it was refused or lost", async () => {
  const answer = (status: number) => new Response("{}", { status, headers: { "foundry-trace-id": `t${status}` } });
  vi.stubGlobal("fetch", async (path: string) => answer(path.includes("rename") ? 200 : 409));
  await send("/v1/task/request/rename/acme/t-1", { method: "POST" });
  await expect(send("/v1/task/request/archive/acme/t-1", { method: "POST" })).rejects.toMatchObject({
    traceId: "t409",
    asked: "/v1/task/request/archive/acme/t-1",
  });
  await send("/v1/task/query/detail/rename/t-1");
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  await expect(send("/v1/task/request/kill/acme/t-1", { method: "POST" })).rejects.toMatchObject({ status: 0 });
  expect(sent().map(({ name, status, traceId }) => [name, status, traceId])).toEqual([
    ["task.kill", 0, undefined],
    ["task.archive", 409, "t409"],
    ["task.rename", 200, "t200"],
  ]);
});
