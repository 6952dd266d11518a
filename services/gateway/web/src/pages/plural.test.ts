import { expect, it } from "vitest";
import { plural } from "./plural";

it("counts one and many", () => {
  expect([plural(0, "task"), plural(1, "task"), plural(1_200, "repository", "repositories")]).toEqual([
    "0 tasks",
    "1 task",
    "1,200 repositories",
  ]);
});
