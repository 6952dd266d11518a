import { expect, test } from "vitest";

import { languageOf } from "./language";

test("a file's language is told by its name", () => {
  expect(["a/b.rs", "x.test.TSX", "Dockerfile", "a.d/Makefile", "noext", ".gitignore", "constructor"].map(languageOf)).toEqual([
    "rust",
    "tsx",
    "docker",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
