import { expect, it } from "vitest";
import { waitsFor } from "./waits-for";

it("says what is waited for: a network, the gateway, its socket, the account", () => {
  expect(waitsFor(true, "offline").title).toContain("offline");
  expect(waitsFor(false, "offline").title).toContain("offline");
  expect(waitsFor(false, "connecting").text).toContain("gateway");
  expect(waitsFor(true, "connecting").text).toContain("WebSocket");
  expect(waitsFor(true, "live").text).toContain("user service");
});
