/** Every key of the page, in one table: what is bound, what the sheet shows, and what the palette shows beside a command. */

export interface Key {
  /** As tinykeys writes it: `$mod+K`, `g i`, `Shift+D`. Several mean the same thing. */
  keys: readonly string[];
  does: string;
  group: "Anywhere" | "Sidebar" | "Go to" | "Task" | "Session";
  /** The command that the key runs, if another part of the page does not listen for the key itself. */
  command?: string;
}

export const KEYMAP: readonly Key[] = [
  { keys: ["$mod+K"], does: "Find anything, run any command", group: "Anywhere", command: "palette.open" },
  { keys: ["[Shift]+?"], does: "Show all shortcuts", group: "Anywhere", command: "shortcuts.open" },
  { keys: ["c"], does: "New task", group: "Anywhere", command: "task.new" },
  { keys: ["["], does: "Show or hide the sidebar", group: "Anywhere", command: "panels.left" },
  { keys: ["]"], does: "Show or hide the details", group: "Anywhere", command: "panels.right" },
  { keys: ["Alt+↑ ↓"], does: "Move a repository, a task within it, or a message that waits", group: "Anywhere" },
  { keys: ["Shift+D"], does: "Developer panel", group: "Anywhere", command: "dev.toggle" },
  { keys: ["[Shift]+/"], does: "Filter the sidebar", group: "Sidebar", command: "sidebar.filter" },
  { keys: ["j"], does: "Next task", group: "Sidebar", command: "sidebar.next" },
  { keys: ["k"], does: "Previous task", group: "Sidebar", command: "sidebar.previous" },
  { keys: ["g o"], does: "Organization", group: "Go to", command: "go.organization" },
  { keys: ["g i"], does: "Inspector", group: "Go to", command: "go.inspector" },
  { keys: ["g r"], does: "Runs", group: "Go to", command: "go.runs" },
  { keys: ["g a"], does: "Activity", group: "Go to", command: "go.activity" },
  { keys: ["g h"], does: "Health", group: "Go to", command: "go.health" },
  { keys: ["g l"], does: "Logs", group: "Go to", command: "go.logs" },
  { keys: ["g s"], does: "Settings", group: "Go to", command: "go.settings" },
  { keys: ["g m"], does: "Your account", group: "Go to", command: "go.account" },
  { keys: ["o"], does: "Open the pull request", group: "Task", command: "task.openPullRequest" },
  { keys: ["i"], does: "Inspect the task", group: "Task", command: "task.inspect" },
  { keys: ["p"], does: "Publish the pull request", group: "Task", command: "task.publish" },
  { keys: ["e"], does: "Archive the task", group: "Task", command: "task.archive" },
  { keys: ["m"], does: "Change who owns the task", group: "Task", command: "task.changeOwner" },
  { keys: ["u"], does: "Mark read or unread", group: "Task", command: "task.toggleUnread" },
  { keys: ["$mod+Shift+D"], does: "Changes of the task", group: "Task", command: "task.changes" },
  { keys: ["$mod+`"], does: "Terminal", group: "Task", command: "task.terminal" },
  { keys: ["$mod+F"], does: "Find in the transcript, or in the diff", group: "Session", command: "session.find" },
  { keys: ["Alt+1 … 9"], does: "Go to a session", group: "Session" },
  { keys: ["Alt+t"], does: "New session", group: "Session", command: "session.new" },
  { keys: ["Alt+w"], does: "Close the session", group: "Session", command: "session.close" },
  { keys: ["Alt+r"], does: "Replay the session, or go back to now", group: "Session", command: "session.replay" },
  { keys: ["Enter"], does: "Send, or queue while the agent works", group: "Session" },
  { keys: ["Escape Escape"], does: "Stop the agent", group: "Session" },
];

/** Letters without a modifier: they are silent in fields, and can be turned off for good. */
export function isSingle(keys: string): boolean {
  return keys.split(" ").every((press) => !/^(\$mod|Alt|Control|Meta)\+/.test(press) && press !== "Escape" && press !== "Enter");
}

export function keysOf(command: string): string | undefined {
  return KEYMAP.find((key) => key.command === command)?.keys[0];
}

/** As `Kbd` shows it: letters as they stand on the keys. Some layouts need Shift for a sign; what is optional is not shown. */
export function shown(keys: string): string {
  return keys
    .replaceAll("[Shift]+", "")
    .replaceAll("$mod", "mod")
    .replace(/(^|[ +])([a-z])(?=$|[ +])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Whether what is typed goes into a field, or a list or menu has its own use for letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [contenteditable], [role=textbox], [role=menu], [role=listbox], .xterm") !== null;
}
