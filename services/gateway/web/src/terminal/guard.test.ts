import { expect, test } from "vitest";

import { guard, quietReplay, REFUSED_OSC, safeLink, type Parser } from "./guard";

function fakeParser(): { parser: Parser; osc: Map<number, (data: string) => boolean>; csi: Map<string, () => boolean> } {
  const osc = new Map<number, (data: string) => boolean>();
  const csi = new Map<string, () => boolean>();
  const put = <K, V>(map: Map<K, V>, key: K, value: V): { dispose(): void } => {
    map.set(key, value);
    return { dispose: () => map.delete(key) };
  };
  const parser: Parser = {
    registerOscHandler: (id, callback) => put(osc, id, callback),
    registerCsiHandler: (id, callback) => put(csi, `${id.prefix ?? ""}${id.intermediates ?? ""}${id.final}`, callback),
    registerDcsHandler: () => ({ dispose: () => undefined }),
  };
  return { parser, osc, csi };
}

test("sequences that reach beyond the terminal are swallowed", () => {
  const { parser, osc } = fakeParser();
  guard(parser);
  expect([...osc.keys()]).toEqual(REFUSED_OSC);
  expect(osc.get(52)?.("c;ZXZpbA==")).toBe(true);
  expect(osc.get(0)?.("a title")).toBe(true);
});

test("questions of before are not answered, those of now are", () => {
  const { parser, osc, csi } = fakeParser();
  let isReplay = true;
  quietReplay(parser, () => isReplay);
  expect([csi.get("c")?.(), csi.get("n")?.(), osc.get(11)?.("?")]).toEqual([true, true, true]);
  expect(osc.get(11)?.("#102030")).toBe(false);
  isReplay = false;
  expect([csi.get("c")?.(), csi.get("n")?.(), osc.get(11)?.("?")]).toEqual([false, false, false]);
});

test("a link leads to a web page or nowhere", () => {
  expect(safeLink("https://example.com/a")).toBe("https://example.com/a");
  for (const text of ["javascript:alert(1)", "file:///etc/passwd", "vscode://x", "no link", ""]) {
    expect(safeLink(text)).toBeUndefined();
  }
});
