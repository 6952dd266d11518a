import { expect, it } from "vitest";
import { sentOf } from "./requests";

const entry = (path: string) => ({ name: `http://127.0.0.1:7741${path}`, startTime: 5, duration: 12, responseStatus: 200 });

it("knows a command by its address, and its actor's key", () => {
  expect(sentOf(entry("/v1/task/request/rename/acme/t-1"), 1_000)).toEqual({
    name: "task.rename",
    key: "acme/t-1",
    at: 1_005,
    took: 12,
    status: 200,
  });
});

it("leaves out what changes nothing", () => {
  for (const path of ["/v1/task/query/detail/acme/t-1", "/v1/auth/session", "/assets/x.js", "/"])
    expect(sentOf(entry(path), 0), path).toBeUndefined();
});
