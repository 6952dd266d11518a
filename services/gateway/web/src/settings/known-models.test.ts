import { expect, it } from "vitest";
import { merged } from "./known-models";

it("keeps each model once, under the name it was offered by last", () => {
  const known = [
    { value: "opus", name: "Opus" },
    { value: "quick", name: "Quick" },
  ];
  expect(merged([{ value: "quick", name: "Quick 2" }], known)).toEqual([
    { value: "quick", name: "Quick 2" },
    { value: "opus", name: "Opus" },
  ]);
});

it("keeps so many, and forgets the oldest", () => {
  const many = Array.from({ length: 80 }, (_, at) => ({ value: `m${at}`, name: `M ${at}` }));
  expect(merged([{ value: "new", name: "New" }], many)).toHaveLength(60);
  expect(merged([{ value: "new", name: "New" }], many)[0]?.value).toBe("new");
});
