import { expect, test } from "vitest";

import { changedPieces } from "./words";

const marked = (text: string, other: string): string =>
  changedPieces(text, other)
    .map((piece) => (piece.isChanged ? `[${piece.text}]` : piece.text))
    .join("");

test("only the words that differ are marked", () => {
  expect(marked("const width = 3;", "const height = 3;")).toBe("const [width] = 3;");
  expect(marked("area(width, 3)", "area(width, height, 3)")).toBe("area(width, 3)");
  expect(marked("area(width, height, 3)", "area(width, 3)")).toBe("area(width, [height, ]3)");
});

test("lines that have little in common are not marked at all", () => {
  expect(marked("import { a } from 'b';", "// nothing")).toBe("import { a } from 'b';");
});

test("the pieces are always the whole line, however long or odd it is", () => {
  for (const text of ["", " ", "\t\tx", "née = ü", "x".repeat(5_000), "a ".repeat(600)]) {
    const pieces = changedPieces(text, "something else");
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  }
});
