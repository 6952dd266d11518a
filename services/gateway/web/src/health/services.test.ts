import { expect, it } from "vitest";
import { light, probed } from "./services";

const problem = (status: number) => ({ status }) as NonNullable<Parameters<typeof light>[0]["problem"]>;

it("asks a task's services only about a task that is there", () => {
  expect(probed("acme", undefined).map(({ kind }) => kind)).toEqual(["organization", "githubData", "auditLog", "user"]);
  expect(probed("acme", "t-1")).toContainEqual({ kind: "sandbox", key: "t-1" });
});

it("tells away from slow, and a refusal from both: who refuses is there", () => {
  expect(light({ took: 10, problem: undefined })).toBe("good");
  expect(light({ took: 501, problem: undefined })).toBe("slow");
  expect([light({ took: 1, problem: problem(0) }), light({ took: 1, problem: problem(503) })]).toEqual(["away", "away"]);
  expect(light({ took: 1, problem: problem(403) })).toBe("good");
});
