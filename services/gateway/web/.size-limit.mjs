// What may be fetched before anything is shown, and for each of the large parts that come later. Compressed with Brotli.
import { readdirSync, readFileSync } from "node:fs";

const page = readFileSync("dist/index.html", "utf8");
const named = (pattern) => [...page.matchAll(pattern)].map((match) => `dist${match[1]}`);
const first = named(/(?:src|href)="(\/assets\/[^"]+\.js)"/g);
const built = readdirSync("dist/assets").filter((name) => name.endsWith(".js")).map((name) => `dist/assets/${name}`);
const later = (...names) => built.filter((path) => !first.includes(path) && names.some((name) => path.includes(`/${name}-`)));

const budget = (name, path, limit) => ({ name, path, limit, brotli: true });

export default [
  budget("first load, scripts", first, "110 kB"),
  budget("first load, styles", named(/href="(\/assets\/[^"]+\.css)"/g), "15 kB"),
  budget("a task: session, transcript, details", later("session", "transcript", "rail", "overview", "attachments"), "65 kB"),
  budget("replay of a session", later("replay"), "8 kB"),
  budget("terminal", later("xterm", "terminal"), "110 kB"),
  budget("diff", later("diff", "changes"), "80 kB"),
  budget("inspector", later("inspect", "JsonTree", "actors"), "30 kB"),
].filter(({ path }) => path.length > 0);
