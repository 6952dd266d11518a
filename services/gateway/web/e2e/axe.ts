// What axe finds on a page, for those who see, hear and move differently.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, a line for each place. In a world of its own: the page's policy knows no such script. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] })`,
  );
  return violations.flatMap((found) =>
    found.nodes.map((node) => `${found.id} (${found.impact}): ${node.target.join(" ")} | ${node.failureSummary?.replace(/\s+/g, " ").slice(0, 200)}`),
  );
}
