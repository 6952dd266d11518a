// Taking lines along: into the clipboard, or as a file.
import { saveAs } from "../activity/save";
import { type MenuItem, toast } from "../ui";
import { toNdjson, toText } from "./formats";
import type { Entry } from "./ring";

export function exports(organizationId: string, entries: readonly Entry[]): MenuItem[] {
  const name = (extension: string) => `${organizationId}-logs-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${extension}`;
  return [
    { heading: `The ${entries.length.toLocaleString("en")} lines that are shown` },
    { label: "Copy as text", icon: "copy", onSelect: () => void copy(toText(entries), entries.length) },
    { label: "Download as text", icon: "file-text", onSelect: () => saveAs(name("log"), "text/plain", toText(entries)) },
    { label: "Download as NDJSON", icon: "code", onSelect: () => saveAs(name("ndjson"), "application/x-ndjson", toNdjson(entries)) },
  ];
}

async function copy(text: string, count: number): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ kind: "success", text: `${count.toLocaleString("en")} lines are in the clipboard` });
  } catch (error) {
    console.warn("The clipboard is shut", error);
    toast({ kind: "danger", text: "Nothing was copied", detail: "The browser does not allow it here. Download the lines instead." });
  }
}
