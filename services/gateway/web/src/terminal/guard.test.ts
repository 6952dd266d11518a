import { expect, test } from "vitest";

import { guard, REFUSED_OSC, safeLink } from "./guard";

test("sequences that reach beyond the terminal are swallowed until the terminal is gone", () => {
  const handlers = new Map<number, (data: string) => boolean>();
  const parser = {
    registerOscHandler(id: number, callback: (data: string) => boolean) {
      handlers.set(id, callback);
      return { dispose: () => handlers.delete(id) };
    },
  };
  const release = guard(parser);
  expect([...handlers.keys()].sort((a, b) => a - b)).toEqual([...REFUSED_OSC].sort((a, b) => a - b));
  expect(handlers.get(52)?.("c;ZXZpbA==")).toBe(true);
  release();
  expect(handlers.size).toBe(0);
});

test("a link leads to a web page or nowhere", () => {
  expect(safeLink("https://example.com/a")).toBe("https://example.com/a");
  for (const text of ["javascript:alert(1)", "file:///etc/passwd", "vscode://x", "no link", ""]) {
    expect(safeLink(text)).toBeUndefined();
  }
});
