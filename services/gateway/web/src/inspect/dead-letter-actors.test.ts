import { describe, expect, it } from "vitest";
import { commandsOf, refOf } from "./dead-letter-actors";

describe("an actor with dead letters", () => {
  it("is led to by what its address has", () => {
    expect(refOf({ actor: "task", key: "acme/t-1" })).toEqual({ kind: "task", key: "t-1" });
    expect(refOf({ actor: "organization", key: "acme" })).toEqual({ kind: "organization", key: "acme" });
    expect(refOf({ actor: "something", key: "acme" })).toBeUndefined();
  });

  it("names what died, the most frequent first", () => {
    expect(commandsOf({ archive: 1, rename: 3, assign: 1 })).toBe("rename ×3, archive, assign");
  });
});
