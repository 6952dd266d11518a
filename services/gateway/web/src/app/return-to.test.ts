import { expect, test } from "vitest";
import { local } from "./return-to";

test("only a path of this page is gone back to", () => {
  for (const path of ["/", "/organizations/acme/tasks/t-1?sessionId=s#x"]) expect(local(path)).toBe(path);
  for (const path of [undefined, "", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a b"]) {
    expect(local(path), String(path)).toBe("/");
  }
});
