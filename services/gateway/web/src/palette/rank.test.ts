import { describe, expect, it } from "vitest";
import { readAsk } from "./ask";
import { fileEntry } from "./entries";
import { pieces, rank } from "./rank";

const entry = (id: string, title: string, more = "") => ({ id, text: `${title} ${more}`, titleLength: title.length });
const tasks = [
  entry("t1", "Fix the totals", "acme/web fix-totals #12 alice"),
  entry("t2", "Add a total to invoices", "acme/billing add-total #7 bob"),
  entry("t3", "Rename things", "acme/totals rename #3 carol"),
];
const found = (words: string, recent: string[] = []) => rank(tasks, words, recent, 10).map((one) => one.entry.id);

describe("rank", () => {
  it("makes ten thousand files ready once, and finds one by its name and by its folder", () => {
    const files = Array.from({ length: 10_000 }, (_, n) => fileEntry("acme", "t-1", `src/part-${n % 100}/module-${n}.ts`));
    const first = rank(files, "module-4242", [], 5).map(({ entry }) => entry.title);
    expect(first[0]).toBe("module-4242.ts");
    expect(rank(files, "part-42 module-4242", [], 5)[0]?.entry.title).toBe("module-4242.ts");
    expect(rank(files, "no-such-thing", [], 5)).toEqual([]);
  });

  it("finds by title, branch, number and owner, in any order of words", () => {
    expect(found("invo")).toEqual(["t2"]);
    expect(found("#12")).toEqual(["t1"]);
    expect(found("carol")).toEqual(["t3"]);
    expect(found("totals fix")).toContain("t1");
  });

  it("puts matches in the title first", () => {
    expect(found("totals")[0]).toBe("t1");
    expect(found("totals").at(-1)).toBe("t3");
  });

  it("puts what was used lately first, and above its equals", () => {
    expect(found("", ["t3", "t1"])).toEqual(["t3", "t1", "t2"]);
    expect(found("total", ["t2"])[0]).toBe("t2");
  });

  it("finds nothing for what is not there, and survives odd input", () => {
    expect(found("zzz")).toEqual([]);
    for (const odd of ['"', "-", "*", "(((", "\\", "  "]) expect(() => found(odd)).not.toThrow();
  });

  it("ranks 500 tasks in less than a frame", () => {
    const many = Array.from({ length: 500 }, (_, n) => entry(`t${n}`, `Task number ${n} on totals`, `acme/repository-${n} branch-${n}`));
    const times = Array.from({ length: 10 }, () => {
      const began = performance.now();
      rank(many, "totals 49", [], 50);
      return performance.now() - began;
    });
    // The best of ten: the machine may be busy with something else.
    expect(Math.min(...times)).toBeLessThan(16);
  });
});

it("marks what matched in the title only", () => {
  const [best] = rank(tasks, "totals", [], 1);
  expect(pieces("Fix the totals", best?.marks ?? [])).toEqual([
    { text: "Fix the ", marked: false },
    { text: "totals", marked: true },
  ]);
  expect(pieces("plain", [])).toEqual([{ text: "plain", marked: false }]);
});

it("reads a prefix as a narrower question", () => {
  expect([">arch", "#12", "@bob", "/ src/a.ts", " plain words "].map(readAsk)).toEqual([
    { scope: "commands", words: "arch" },
    { scope: "pullRequests", words: "12" },
    { scope: "members", words: "bob" },
    { scope: "files", words: "src/a.ts" },
    { scope: "all", words: "plain words" },
  ]);
});
