import { expect, it } from "vitest";
import { hint } from "./hint";

it("says what a command is about in one short line", () => {
  expect(hint({ event: "task.created", taskId: "t" })).toBe("task.created");
  expect(hint({ sessionId: "s", text: "Fix it\nand more" })).toBe("Fix it");
  expect(hint({ generation: 1, news: { stageBegan: { stage: "cloning", at: 5 } } })).toBe("stageBegan cloning");
  expect(hint({ title: "x".repeat(200) })).toHaveLength(80);
});

it("says nothing rather than something odd", () => {
  for (const input of [null, undefined, "text", 7, [], {}, { title: "  " }, { news: {} }]) expect(hint(input)).toBe("");
});

it("shows no secret", () => {
  expect(hint({ text: "use ghp_0123456789abcdefABCDEF" })).toBe("use •••");
});
