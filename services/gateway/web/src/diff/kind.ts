// What else a patch says of a file besides its lines: that it is a link or another repository, that its mode has changed,
// that there is nothing in it. Pure.
import type { FilePatch } from "./patch";

const LINK = "120000";
const REPOSITORY = "160000";
const MODES: Record<string, string> = { "100644": "an ordinary file", "100755": "a program", [LINK]: "a symbolic link", [REPOSITORY]: "a submodule" };

/** What is to be known before the lines are read; undefined when there is nothing. */
export function about(patch: FilePatch): string | undefined {
  const { oldMode, newMode } = patch;
  if (oldMode && newMode && oldMode !== newMode) return `It was ${named(oldMode)} and is ${named(newMode)} now.`;
  const mode = newMode ?? oldMode;
  if (mode === LINK) return "It is a symbolic link: its line is where it leads.";
  return mode === REPOSITORY ? "It is a submodule, another repository: its line is the commit that it is at." : undefined;
}

/** Why there are no lines, as a title and a sentence. */
export function withoutLines(patch: FilePatch): { title: string; text: string } {
  const changed = about(patch);
  if (patch.oldMode && patch.newMode) return { title: patch.isRenamed ? "Renamed, and its mode changed" : "No lines changed", text: changed ?? "" };
  if (patch.newMode) return { title: "An empty file", text: "It is new, and there is nothing in it." };
  if (patch.oldMode) return { title: "An empty file", text: "It is gone; there was nothing in it." };
  return { title: patch.isRenamed ? "Renamed only" : "No lines changed", text: "Its contents are the same." };
}

const named = (mode: string): string => (Object.hasOwn(MODES, mode) ? `${MODES[mode]} (${mode})` : mode);
