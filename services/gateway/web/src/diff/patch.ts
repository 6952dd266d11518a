// Reads what git writes as a patch. Line numbers come from the hunks' headers, never from a line's place in the text.

export type LineKind = "context" | "add" | "remove";

export interface PatchLine {
  kind: LineKind;
  text: string;
  /** The line's number in the file as it was; undefined for an added one. */
  oldNumber?: number;
  /** The line's number in the file as it is; undefined for a removed one. */
  newNumber?: number;
  /** The file ends here without a line break. */
  noNewline?: boolean;
}

export interface Hunk {
  oldStart: number;
  oldCount: number;
  newStart: number;
  newCount: number;
  /** What git found to say where this is: mostly the function's first line. */
  heading: string;
  lines: PatchLine[];
}

export interface FilePatch {
  oldPath?: string;
  newPath?: string;
  isBinary: boolean;
  isRenamed: boolean;
  oldMode?: string;
  newMode?: string;
  hunks: Hunk[];
  additions: number;
  deletions: number;
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;
const MODES = /^(?:old mode|deleted file mode|new mode|new file mode) (\d+)$/;

/** The files of a patch, in its order. Text before the first file is skipped. */
export function parsePatch(text: string): FilePatch[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const files: FilePatch[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.startsWith("diff --git ") || (line.startsWith("--- ") && startsFile(lines, at, files))) {
      files.push(emptyFile());
    }
    const file = files.at(-1);
    const hunk = HUNK.exec(line);
    if (hunk) {
      const target = file ?? emptyFile();
      if (!file) files.push(target);
      at = readHunk(lines, at, hunk, target);
      continue;
    }
    if (file) readHeader(line, file);
    at += 1;
  }
  return files;
}

function startsFile(lines: string[], at: number, files: FilePatch[]): boolean {
  const file = files.at(-1);
  return (lines[at + 1] ?? "").startsWith("+++ ") && (!file || file.hunks.length > 0);
}

function emptyFile(): FilePatch {
  return { isBinary: false, isRenamed: false, hunks: [], additions: 0, deletions: 0 };
}

function readHeader(line: string, file: FilePatch): void {
  if (line.startsWith("--- ")) file.oldPath = path(line.slice(4));
  else if (line.startsWith("+++ ")) file.newPath = path(line.slice(4));
  else if (line.startsWith("rename from ")) Object.assign(file, { oldPath: unquote(line.slice(12)), isRenamed: true });
  else if (line.startsWith("rename to ")) Object.assign(file, { newPath: unquote(line.slice(10)), isRenamed: true });
  else if (line.startsWith("Binary files ") || line === "GIT binary patch") file.isBinary = true;
  else {
    const mode = MODES.exec(line)?.[1];
    if (mode && (line.startsWith("old") || line.startsWith("deleted"))) file.oldMode = mode;
    else if (mode) file.newMode = mode;
  }
}

/** Takes as many lines as the header says: a removed line may well look like a file's header. Gives the place behind. */
function readHunk(lines: string[], at: number, header: RegExpExecArray, file: FilePatch): number {
  const [, oldStart = "0", oldCount = "1", newStart = "0", newCount = "1", heading = ""] = header;
  const hunk: Hunk = {
    oldStart: Number(oldStart),
    oldCount: Number(oldCount),
    newStart: Number(newStart),
    newCount: Number(newCount),
    heading,
    lines: [],
  };
  let oldNumber = hunk.oldStart;
  let newNumber = hunk.newStart;
  const [oldEnd, newEnd] = [oldNumber + hunk.oldCount, newNumber + hunk.newCount];
  let next = at + 1;
  while (next < lines.length) {
    const line = lines[next] ?? "";
    if (line.startsWith("\\")) {
      const last = hunk.lines.at(-1);
      if (last) last.noNewline = true;
    } else if (oldNumber >= oldEnd && newNumber >= newEnd) break;
    else if (line.startsWith("+")) {
      hunk.lines.push({ kind: "add", text: line.slice(1), newNumber: newNumber++ });
      file.additions += 1;
    } else if (line.startsWith("-")) {
      hunk.lines.push({ kind: "remove", text: line.slice(1), oldNumber: oldNumber++ });
      file.deletions += 1;
    } else if (line.startsWith(" ") || line === "") {
      hunk.lines.push({ kind: "context", text: line.slice(1), oldNumber: oldNumber++, newNumber: newNumber++ });
    } else break;
    next += 1;
  }
  file.hunks.push(hunk);
  return next;
}

/** A path without git's `a/` or `b/`; undefined for the side that has no file. */
function path(text: string): string | undefined {
  const plain = unquote(text.replace(/\t.*$/, ""));
  return plain === "/dev/null" ? undefined : plain.replace(/^[ab]\//, "");
}

/** Git puts a path with odd characters into quotes, its bytes as octal escapes. */
export function unquote(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"')) return text;
  const bytes: number[] = [];
  const inner = text.slice(1, -1);
  const named: Record<string, number> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 };
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner[at] ?? "";
    if (character !== "\\") {
      bytes.push(...new TextEncoder().encode(character));
      continue;
    }
    const octal = /^[0-7]{3}/.exec(inner.slice(at + 1))?.[0];
    const escaped = inner[at + 1] ?? "";
    bytes.push(octal ? Number.parseInt(octal, 8) : (named[escaped] ?? escaped.charCodeAt(0)));
    at += octal ? 3 : 1;
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
