import { describe, expect, it } from "vitest";
import { outline } from "../../scripts/outline.ts";

describe("an icon as one path", () => {
  it("begins a path where it would begin alone", () => {
    expect(outline([["path", { d: "M1 2h3" }], ["path", { d: "m4 5 6 7" }]])).toBe("M1 2h3M0 0m4 5 6 7");
  });

  it("draws lines, circles and boxes with round corners", () => {
    expect(outline([["line", { x1: "1", y1: "2", x2: "3", y2: "4" }]])).toBe("M1 2L3 4");
    expect(outline([["polyline", { points: "1,2 3,4 5,6" }]])).toBe("M1,2 3,4 5,6");
    expect(outline([["circle", { cx: "12", cy: "12", r: "10" }]])).toBe("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z");
    expect(outline([["rect", { x: "3", y: "4", width: "18", height: "16", rx: "2" }]])).toBe(
      "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2z",
    );
    expect(outline([["rect", { x: "1", y: "1", width: "2", height: "3" }]])).toBe("M1 1h2v3h-2v-3z");
  });

  it("refuses what it cannot draw", () => {
    expect(() => outline([["text", {}]])).toThrow("<text>");
  });
});
