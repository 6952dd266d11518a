// A fleet of its own for the tests: started once, stopped at the end, whatever becomes of them.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

/** What a fleet writes down about itself: `fleet.json`. */
export interface Facts {
  gateway: string;
  github: string;
  token: string;
  data: string;
  pids: { name: string; pid: number }[];
  services: { name: string; instance: string; pid: number }[];
}

declare module "vitest" {
  interface ProvidedContext {
    /** Why there can be no browser tests here; undefined when there can. */
    missing: string | undefined;
    /** Where `fleet.json` lies. */
    facts: string;
  }
}

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const WEB = resolve(import.meta.dirname, "..");
const PROGRAM = resolve(WEB, process.env.FOUNDRY_BIN ?? "../../../target/debug/foundry");
/** A debug build's gateway serves it from here. */
const PAGE = join(WEB, "dist");

/** So long a fleet may take until it is there and its organization synced, and to stop. Milliseconds. */
const START = 120_000;
const STOP = 30_000;

export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const missing = whatIsMissing();
  provide("missing", missing);
  if (missing) {
    // Where these tests must run, that they cannot is a failure.
    if (process.env.FOUNDRY_BROWSER === "needed") throw new Error(missing);
    console.warn(`SKIPPED: no browser tests. ${missing}`);
    provide("facts", "");
    return undefined;
  }
  // One that is there already: for whoever writes these tests.
  if (process.env.FOUNDRY_FACTS) {
    provide("facts", resolve(process.env.FOUNDRY_FACTS));
    return undefined;
  }
  const fleet = await start([], (said) => said.includes("Foundry is up."));
  provide("facts", fleet.facts);
  return fleet.stop;
}

export interface Started {
  /** Where its `fleet.json` lies. */
  facts: string;
  stop(): Promise<void>;
}

/** Starts a fleet with data of its own, and waits until it is up. `isUp` is given what it has said so far, and its data. */
export async function start(flags: string[], isUp: (said: string, data: string) => boolean): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "foundry-e2e-"));
  const log = openSync(join(folder, "foundry.log"), "w");
  const data = join(folder, "fleet");
  const fleet = spawn(PROGRAM, ["--no-build", "--data", data, ...flags], { stdio: ["ignore", log, log] });
  const said = () => readFileSync(join(folder, "foundry.log"), "utf8");
  const stop = async () => {
    await stopped(fleet);
    if (!process.env.FOUNDRY_KEEP) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(START, () => {
      if (fleet.exitCode !== null) throw new Error(`The fleet has ended:\n${said()}`);
      return isUp(said(), data);
    });
  } catch (thrown) {
    console.error(said());
    await stop();
    throw thrown;
  }
  return { facts: join(data, "fleet.json"), stop };
}

function whatIsMissing(): string | undefined {
  if (!existsSync(CHROMIUM)) return `There is no browser at ${CHROMIUM} (apt-get install chromium, or CHROMIUM=…).`;
  if (!existsSync(PROGRAM)) return `There is no ${PROGRAM} (cargo build, or FOUNDRY_BIN=…).`;
  if (!existsSync(join(PAGE, "index.html"))) return `There is no page in ${PAGE} (npm run build).`;
  return undefined;
}

async function stopped(fleet: ChildProcess): Promise<void> {
  if (fleet.exitCode !== null || fleet.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => fleet.once("exit", () => resolve()));
  fleet.kill("SIGINT");
  const timer = setTimeout(() => fleet.kill("SIGKILL"), STOP);
  await ended;
  clearTimeout(timer);
}

/** Looks again and again until it is so. Throws when it is not in time. */
export async function until(within: number, isSo: () => boolean | Promise<boolean>, what = "what is waited for"): Promise<void> {
  const end = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not within ${within / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
