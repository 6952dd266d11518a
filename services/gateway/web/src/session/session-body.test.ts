import { expect, test } from "vitest";

import { sessionBody } from "./session-body";

test("a session asks its agent for the preferred model, whichever agent that is", () => {
  expect(sessionBody("claude", "opus")).toEqual({ agent: "claude", choices: [{ optionId: "model", value: "opus" }] });
  expect(sessionBody(null, "opus")).toMatchObject({ agent: null, choices: [{ value: "opus" }] });
});

test("without one the agent chooses by itself", () => {
  for (const none of [undefined, null, ""]) expect(sessionBody(null, none)).toEqual({ agent: null });
});
