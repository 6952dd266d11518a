import { expect, test } from "vitest";

import type { AgentSession, SessionOption } from "./contract";
import { chosenValue, inOrder, summary } from "./option-list";

const option = (optionId: string, category: string | null, value: string): SessionOption => ({
  optionId,
  name: optionId,
  category,
  kind: "select",
  value,
  isCut: false,
  description: null,
  values: ["Alpha", "Beta"].map((name) => ({ value: name.toLowerCase().charAt(0), name, description: null, group: null })),
});

const session = (choices: { optionId: string; value: string }[] = []): AgentSession =>
  ({ options: [option("zz", null, "a"), option("permissions", "mode", "a"), option("brain", "model", "b")], choices }) as unknown as AgentSession;

test("options are found by their category, whatever the agent calls them", () => {
  expect(inOrder(session().options ?? []).map((option) => option.optionId)).toEqual(["brain", "permissions", "zz"]);
  expect(summary(session())).toEqual(["Beta", "Alpha"]);
});

test("what somebody has set counts before the agent has taken it, by option or by category", () => {
  const mode = option("permissions", "mode", "a");
  expect(chosenValue(session([{ optionId: "permissions", value: "b" }]), mode)).toBe("b");
  expect(chosenValue(session([{ optionId: "mode", value: "b" }]), mode)).toBe("b");
  expect(chosenValue(session([{ optionId: "model", value: "b" }]), mode)).toBe("a");
});
