import { expect, test } from "vitest";

import { clock, count, day, money, plain, shortened } from "./format";

test("tokens and money", () => {
  expect([950, 1_000, 1_240, 45_400, 999_700, 1_100_000].map(count)).toEqual(["950", "1k", "1.2k", "45k", "1M", "1.1M"]);
  expect(money({ amount: 0.02, currency: "USD" })).toBe("$0.02");
  expect(money({ amount: 0.0042, currency: "EUR" })).toBe("EUR 0.0042");
});

test("times say the day when it is another", () => {
  const now = new Date(2026, 10, 29, 12).getTime();
  expect(clock(new Date(2026, 10, 29, 9, 5).getTime(), now)).toBe("09:05");
  expect(clock(new Date(2026, 10, 27, 9, 5).getTime(), now)).toBe("Fri 09:05");
  expect(clock(new Date(2026, 9, 1, 9, 5).getTime(), now)).toBe("1 Oct 09:05");
  expect([now, now - 86_400_000].map((at) => day(at, now))).toEqual(["Today", "Yesterday"]);
});

test("output is text without the codes of terminals; a line that was overwritten shows what stands in the end", () => {
  expect(plain("\u001b[1;32mok\u001b[0m \u001b]0;title\u0007done")).toBe("ok done");
  expect(plain("10%\r50%\r100%\nend\r\n")).toBe("100%\nend\n");
  expect(plain("50%\r\r\n60%\r"), "a line that is not written anew yet").toBe("50%\n60%");
});

test("a megabyte in one line is read at once", () => {
  const line = "a".repeat(1_000_000);
  const begun = process.cpuUsage();
  expect(plain(line)).toBe(line);
  expect(process.cpuUsage(begun).user, "microseconds").toBeLessThan(1_000_000);
});

test("a title is no longer than a line that somebody reads", () => {
  expect([shortened("short"), shortened("x".repeat(9_000)).length, shortened("abcdef", 3)]).toEqual(["short", 2_001, "abc…"]);
});
