import { expect, it } from "vitest";
import { device } from "./device";

it("names browsers and systems", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
  const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0";
  const safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  expect([chrome, edge, safari, phone, firefox].map(device)).toEqual([
    "Chrome on Linux",
    "Edge on Windows",
    "Safari on macOS",
    "Safari on iOS",
    "Firefox on Linux",
  ]);
});

it("shows what it does not know as it came, cut to a line", () => {
  expect([device("curl/8.5.0"), device("my-script"), device(null), device("")]).toEqual([
    "curl",
    "my-script",
    "Unknown browser",
    "Unknown browser",
  ]);
  expect(device("x".repeat(300))).toHaveLength(60);
});
