import { describe, expect, it } from "vitest";
import { redact, redactText } from "./redact";

describe("redact", () => {
  it("hides what is named like a secret, at any depth", () => {
    const seen = redact({ token: { keyId: "k1", sealed: "abc", scopes: ["repo"] }, list: [{ credential: "ff00" }] });
    expect(seen).toEqual({ token: { keyId: "k1", sealed: "•••", scopes: ["repo"] }, list: [{ credential: "•••" }] });
  });

  it("hides tokens that stand in a text, and leaves the rest of it", () => {
    expect(redactText("push with ghp_0123456789abcdefABCDEF failed")).toBe("push with ••• failed");
    expect(redactText("with fdy_0123456789abcdef_-ABCDEF,")).toBe("with •••,");
    expect(redactText("Authorization: Bearer abc.def-ghi_jkl")).toBe("Authorization: •••");
    expect(redactText("https://x:hunter2@github.com/acme/a.git")).toBe("https://x:•••@github.com/acme/a.git");
  });

  it("leaves everything else as it is", () => {
    const value = { title: "Use tokens", count: 3, nothing: null, url: "https://github.com/acme/a" };
    expect(redact(value)).toEqual(value);
  });
});
