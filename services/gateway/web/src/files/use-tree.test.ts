import { createRoot } from "solid-js";
import { expect, test, vi } from "vitest";

vi.mock("../client", () => ({
  whenBack: () => undefined,
  Problem: class Problem extends Error {
    static of = (thrown: unknown) => thrown;
  },
  query: async (_name: string, _key: string[], { path }: { path: string }) => ({
    entries: path === "" ? names.map((name) => ({ name, kind: "folder" })) : [{ name: "index.js", kind: "file" }],
    next: null,
    isCut: false,
  }),
}));

/** What every object has, and some repositories call a folder. */
const names = ["constructor", "toString", "__proto__"];

const settle = () => new Promise((resolve) => setTimeout(resolve));

test("a folder may have any name", async () => {
  const { useTree } = await import("./use-tree");
  const [tree, dispose] = createRoot((dispose) => [useTree("acme", "t-1"), dispose] as const);
  tree.open("");
  await settle();
  for (const name of names) tree.open(name);
  await settle();
  expect(tree.rows().map((row) => row.id)).toEqual(names.flatMap((name) => [name, `${name}/index.js`]));
  tree.refresh();
  await settle();
  expect(tree.rows()).toHaveLength(6);
  dispose();
});
