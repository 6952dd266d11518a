import { expect, test } from "vitest";

import { commandSuggestions, fileSuggestions, mentionAt } from "./suggestions";

const entry = (kind: "folder" | "file", name: string) => ({ kind, name, isIgnored: false, isLossy: false, size: 0 });

test("commands are offered while the first word begins like one", () => {
  const commands = ["say", "slow", "plan"].map((name) => ({ name, description: "", hint: null }));
  const labels = (text: string) => commandSuggestions(text, commands).map((suggestion) => suggestion.label);
  expect(labels("/s")).toEqual(["/say", "/slow"]);
  expect(labels("/say")).toEqual([]);
  expect(labels("/say x")).toEqual([]);
  expect(labels("a /s")).toEqual([]);
  expect(commandSuggestions("/p", commands)[0]).toMatchObject({ text: "/plan ", caret: 6 });
});

test("a path is being written behind an at-sign, and not in an address", () => {
  expect(mentionAt("see @src/ca", 11)).toEqual({ from: 4, caret: 11, folder: "src", begun: "ca" });
  expect(mentionAt("@", 1)).toEqual({ from: 0, caret: 1, folder: "", begun: "" });
  expect(mentionAt("alice@acme.example", 18)).toBeUndefined();
  expect(mentionAt("@a b", 4)).toBeUndefined();
});

test("a folder goes on with what is in it, a file is attached", () => {
  const text = "see @s and more";
  const mention = mentionAt(text, 6);
  const found = mention && fileSuggestions(text, mention, [entry("folder", "src"), entry("file", "Setup.md"), entry("file", "a.rs")]);
  expect(found).toMatchObject([
    { label: "src/", text: "see @src/ and more", caret: 9 },
    { label: "Setup.md", text: "see  and more", caret: 4, attaches: "Setup.md" },
  ]);
});
