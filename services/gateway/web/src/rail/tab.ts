// Which tab of the rail is open: a part of the page's address.

export const TABS = ["overview", "changes", "files", "checks", "audit"] as const;
export type Tab = (typeof TABS)[number];

export const TAB_NAMES: Record<Tab, string> = {
  overview: "Overview",
  changes: "Changes",
  files: "Files",
  checks: "Checks",
  audit: "Audit",
};

/** What `?rail=` says; the overview for anything else. A file in the address opens the files. */
export function tabOf(query: { rail?: string | string[]; file?: string | string[] }): Tab {
  const named = TABS.find((tab) => tab === query.rail);
  return named ?? (query.file ? "files" : "overview");
}
