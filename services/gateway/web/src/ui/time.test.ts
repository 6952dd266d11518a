import { expect, test } from "vitest";
import { moment } from "./time";

const at = (text: string) => new Date(text).getTime();

test("a moment of today is a time of day; of another day that day is named, of another year that year", () => {
  const now = at("2026-11-30T12:00:00");
  expect(moment(at("2026-11-30T00:03:59"), now)).toBe("00:03");
  expect(moment(at("2026-11-29T23:59:00"), now)).toBe("29 Nov, 23:59");
  expect(moment(at("2025-11-30T12:00:00"), now)).toBe("30 Nov 2025, 12:00");
});
