import { expect, it } from "vitest";
import { taskForm, type Typed, withPreset, wrong } from "./form";

const typed: Typed = { repositoryId: "r1", prompt: " Fix it\n", title: "", choice: "derived", branch: "" };

it("takes a repository and a prompt", () => {
  expect(wrong(typed)).toEqual({});
  expect(taskForm(typed)).toEqual({ repositoryId: "r1", prompt: "Fix it", title: null, branch: null, onBranch: null });
});

it("says what is missing", () => {
  expect(Object.keys(wrong({ ...typed, repositoryId: "", prompt: "  ", choice: "new" }))).toEqual(["repositoryId", "prompt", "branch"]);
});

it("says what is too long, in the limit's own unit", () => {
  expect(wrong({ ...typed, prompt: "x".repeat(50_001) }).prompt).toContain("50,001");
  expect(wrong({ ...typed, title: "é".repeat(200) }).title).toBeUndefined();
  expect(wrong({ ...typed, choice: "new", branch: "é".repeat(101) }).branch).toContain("200 bytes");
});

it("names a branch only where one was chosen", () => {
  expect(taskForm({ ...typed, choice: "existing", branch: "main " })).toMatchObject({ branch: null, onBranch: "main" });
  expect(taskForm({ ...typed, choice: "new", branch: "fix" })).toMatchObject({ branch: "fix", onBranch: null });
  expect(taskForm({ ...typed, choice: "derived", branch: "left over" })).toMatchObject({ branch: null, onBranch: null });
});

it("joins what is asked for to what was typed, and replaces no text", () => {
  expect(withPreset({ ...typed, prompt: "" }, { prompt: "Rename it" }).prompt).toBe("Rename it");
  expect(withPreset(typed, { prompt: "And test it" }).prompt).toBe("Fix it\n\nAnd test it");
  expect(withPreset(typed, {})).toEqual(typed);
  expect(withPreset(typed, { repositoryId: "r2", onBranch: "main" })).toEqual({
    ...typed,
    repositoryId: "r2",
    choice: "existing",
    branch: "main",
  });
});
