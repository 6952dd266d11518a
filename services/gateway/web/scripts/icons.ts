import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { outline, type Shape } from "./outline.ts";

const NAMES = resolve("src/ui/icon-names.ts");
const ID = "virtual:icons";

/** The icons that `icon-names.ts` lists, out of the whole set, each as one path: `virtual:icons`. */
export function icons(): Plugin {
  return {
    name: "icons",
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      this.addWatchFile(NAMES);
      const all = JSON.parse(readFileSync("node_modules/lucide-static/icon-nodes.json", "utf8")) as Record<string, Shape[]>;
      const names = [...readFileSync(NAMES, "utf8").matchAll(/^ {2}"([a-z0-9-]+)",$/gm)].map((match) => match[1] ?? "");
      const unknown = names.filter((name) => !(name in all));
      if (unknown.length > 0) this.error(`there are no icons ${unknown.join(", ")}`);
      return `export default ${JSON.stringify(Object.fromEntries(names.map((name) => [name, outline(all[name] ?? [])])))}`;
    },
  };
}
