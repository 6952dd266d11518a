import { describe, expect, it } from "vitest";
import { axisOf, barOf } from "./axis";

describe("axisOf", () => {
  it("holds everything, and what goes on reaches until now", () => {
    const axis = axisOf(
      [
        { from: 100, to: 150 },
        { from: 120, to: undefined },
      ],
      300,
    );
    expect([axis.from, axis.to]).toEqual([100, 300]);
  });

  it("has a few round ticks, whatever its length", () => {
    for (const length of [3, 40, 970, 12_345, 90_000, 3_600_000, 86_400_000, 3e10]) {
      const ticks = axisOf([{ from: 0, to: length }], 0).ticks;
      expect(ticks.length, `${length}`).toBeGreaterThan(1);
      expect(ticks.length, `${length}`).toBeLessThanOrEqual(6);
      expect(ticks[0]).toEqual({ left: 0, after: 0 });
    }
  });

  it("is empty without spans, and never without a length", () => {
    expect(axisOf([], 5)).toEqual({ from: 5, to: 5, ticks: [] });
    expect(axisOf([{ from: 7, to: 7 }], 9)).toMatchObject({ from: 7, to: 8 });
  });
});

describe("barOf", () => {
  const axis = axisOf([{ from: 0, to: 1_000 }], 1_000);

  it("stands where its time is", () => {
    expect(barOf({ from: 250, to: 750 }, axis, 1_000)).toEqual({ left: 25, width: 50 });
    expect(barOf({ from: 900, to: undefined }, axis, 1_000)).toEqual({ left: 90, width: 10 });
  });

  it("can always be seen, and stays inside", () => {
    const bar = barOf({ from: 1_000, to: 1_000 }, axis, 1_000);
    expect(bar.width).toBeGreaterThan(0);
    expect(bar.left + bar.width).toBeLessThanOrEqual(100);
    expect(barOf({ from: -500, to: 5_000 }, axis, 0)).toEqual({ left: 0, width: 100 });
  });
});
