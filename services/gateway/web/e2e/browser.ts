// People with browsers. Each keeps account of what must never happen on the page, whatever it is used for.
import { readFileSync } from "node:fs";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { expect, inject } from "vitest";
import { CHROMIUM, type Facts } from "./fleet.ts";

/** So long something that must come may take on a busy machine, in milliseconds. */
export const SOON = 20_000;
/** What starts a sandbox takes longer. */
export const LATER = 60_000;

/** Read anew each time: services that are started again have other pids. */
export const facts = (file = inject("facts")): Facts => JSON.parse(readFileSync(file, "utf8")) as Facts;

export const missing = (): string | undefined => inject("missing");

export interface Person {
  login: string;
  page: Page;
  context: BrowserContext;
  /** What went wrong so far. */
  trouble: string[];
  /** Fails when anything went wrong. */
  expectNoTrouble(): void;
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-dev-shm-usage"],
  });
}

export interface Options {
  /** What is asked may fail meanwhile, and that is no fault: services are killed, lines are cut, people are refused. */
  isShaken?: boolean;
  /** Another fleet than that of all tests. */
  fleet?: Facts;
  colours?: "dark" | "light";
  width?: number;
  height?: number;
  /** A telephone: fingers, and no pointer that hovers. */
  isHeld?: boolean;
}

/** Someone with a browser window, who has not signed in. */
export async function visitor(browser: Browser, login: string, options: Options = {}): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1_440, height: options.height ?? 900 },
    colorScheme: options.colours ?? "dark",
    reducedMotion: "reduce",
    deviceScaleFactor: 1,
    hasTouch: options.isHeld,
    isMobile: options.isHeld,
  });
  context.setDefaultTimeout(SOON);
  const page = await context.newPage();
  const trouble: string[] = [];
  const { gateway, github } = options.fleet ?? facts();
  const own = new Set([new URL(gateway).host, new URL(github).host]);
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // A policy that is violated is always a fault; a connection that a killed service has broken is none.
    if (options.isShaken && !/Content Security Policy|TrustedHTML/.test(message.text())) return;
    const { url } = message.location();
    // GitHub's page is not ours.
    if (url.startsWith(github)) return;
    trouble.push(`console: ${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => trouble.push(`thrown: ${error.stack ?? error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (["http:", "https:", "ws:", "wss:"].includes(url.protocol) && !own.has(url.host)) trouble.push(`other host: ${url.href}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500 && !options.isShaken) trouble.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return { login, page, context, trouble, expectNoTrouble: () => expect(trouble, `what went wrong in ${login}'s browser`).toEqual([]) };
}

/** Someone who has signed in, through GitHub's own page, and is in acme. */
export async function signIn(browser: Browser, login: string, options: Options = {}): Promise<Person> {
  const person = await visitor(browser, login, options);
  const { page } = person;
  await passSignIn(person, options.fleet ?? facts());
  if (!new URL(page.url()).pathname.startsWith("/organizations/acme")) await page.getByRole("link", { name: /acme/i }).first().click();
  await page.getByRole("tree").waitFor();
  return person;
}

/** Through GitHub's own page, and back to where organizations are. */
export async function passSignIn({ page, login }: Person, { gateway }: Facts): Promise<void> {
  await page.goto(`${gateway}/`);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("button", { name: `(${login})` }).click();
  await page.waitForURL((url) => url.host === new URL(gateway).host && url.pathname.startsWith("/organizations"));
}

/** Something that happens at GitHub: what stands below the stand-in's `/_standin/`. */
export async function atGithub(what: string, body: object = {}, fleet = facts()): Promise<void> {
  const answer = await fetch(`${fleet.github}/_standin/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
}

/** A command of alice's, by another way than a page. */
export async function tell<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`${facts().gateway}/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${facts().token}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** What the gateway answers, to someone who is not looking. */
export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${facts().gateway}/v1/${path}`, { headers: { authorization: `Bearer ${facts().token}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
