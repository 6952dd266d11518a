import { describe, expect, it } from "vitest";
import { NO_PAGES, stable, withNewest, withOlder } from "./pages";
import { entry } from "./samples";

const entries = (...numbers: number[]) => numbers.map((number) => entry(`c${number}`, number));
const numbers = (pages: { commands: readonly { entry: number }[] }) => pages.commands.map((one) => one.entry);

describe("withNewest", () => {
  it("begins with the first page", () => {
    expect(withNewest(NO_PAGES, { commands: entries(9, 8), next: 8 })).toMatchObject({ next: 8 });
  });

  it("adds what is new, and keeps where to read on", () => {
    const known = { commands: entries(7, 6, 5), next: 5 };
    const merged = withNewest(known, { commands: entries(9, 8, 7), next: 7 });
    expect([numbers(merged), merged.next]).toEqual([[9, 8, 7, 6, 5], 5]);
  });

  it("changes nothing when nothing is new", () => {
    const known = { commands: entries(7, 6), next: undefined };
    expect(numbers(withNewest(known, { commands: entries(7, 6), next: null }))).toEqual([7, 6]);
  });

  it("shows a command that ran again once, as it is now", () => {
    const again = { ...entry("c2", 9), id: "c2" };
    expect(numbers(withNewest({ commands: entries(3, 2, 1), next: 1 }, { commands: [again, ...entries(3)], next: 3 }))).toEqual([9, 3, 1]);
  });

  it("begins anew when the pages no longer meet", () => {
    const merged = withNewest({ commands: entries(3, 2), next: 2 }, { commands: entries(9, 8), next: 8 });
    expect([numbers(merged), merged.next]).toEqual([[9, 8], 8]);
  });
});

it("adds older pages without twins", () => {
  const pages = withOlder({ commands: entries(5, 4), next: 4 }, { commands: entries(4, 3), next: null });
  expect([numbers(pages), pages.next]).toEqual([[5, 4, 3], undefined]);
});

it("keeps a row that has not changed", () => {
  const before = [
    { id: "a", n: 1 },
    { id: "b", n: 1 },
  ];
  const rows = stable(
    before,
    [
      { id: "c", n: 1 },
      { id: "a", n: 1 },
      { id: "b", n: 2 },
    ],
    (x, y) => x.n === y.n,
  );
  expect([rows[1] === before[0], rows[2] === before[1], rows.map((row) => row.id)]).toEqual([true, false, ["c", "a", "b"]]);
});
