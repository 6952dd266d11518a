import { expect, it } from "vitest";
import { counters } from "./counters";

it("counts what is real and what is not", () => {
  const tasks = [
    { materialised: false, status: "initialized" },
    { materialised: true, status: "running" },
    { materialised: true, status: "idle" },
  ] as const;
  expect(counters(tasks)).toEqual({ virtual: 1, materialised: 2, running: 1 });
  expect(counters([])).toEqual({ virtual: 0, materialised: 0, running: 0 });
});
