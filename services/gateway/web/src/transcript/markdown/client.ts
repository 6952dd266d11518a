// The page's side of the markdown worker: one worker for all, a memory of what was read, and an end to what takes too long.

// oxlint-disable-next-line import/default -- the bundler makes it
import workerUrl from "./worker?worker&url";

import type { Block } from "./nodes";
import { asWritten } from "./plain";
import type { Forget, Read, Shown } from "./protocol";
import { Recent } from "./recent";

/** A text that takes longer to read stays plain: it was written so that it does. */
const LIMIT_MS = 3_000;

/** Characters of texts whose blocks are kept for when they are scrolled to again. */
const KEPT_CHARACTERS = 2_000_000;

type Listener = (blocks: Block[], isFinal: boolean) => void;

interface Reading {
  listener: Listener;
  blocks: Block[];
  /** What is being read, and what came meanwhile. */
  now: Read | undefined;
  next: Read | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const readings = new Map<number, Reading>();
const recent = new Recent<Block[]>(KEPT_CHARACTERS);
let worker: Worker | undefined;
let ids = 0;

/** The blocks of a text that was read lately; undefined for any other. */
export function known(text: string): Block[] | undefined {
  return recent.get(text);
}

/** A reader of one text that may grow. `listener` gets its blocks, those that stay being the same objects. */
export function reader(listener: Listener) {
  ids += 1;
  const id = ids;
  const reading: Reading = { listener, blocks: [], now: undefined, next: undefined, timer: undefined };
  readings.set(id, reading);
  return {
    read(text: string, isDone: boolean) {
      reading.next = { id, text, isDone };
      if (!reading.now) ask(reading);
    },
    end() {
      clearTimeout(reading.timer);
      readings.delete(id);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
      worker?.postMessage({ forget: id } satisfies Forget);
    },
  };
}

function ask(reading: Reading): void {
  const { next } = reading;
  if (!next) return;
  reading.now = next;
  reading.next = undefined;
  reading.timer = setTimeout(() => giveUp(reading), LIMIT_MS);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
  started().postMessage(next);
}

function hear({ data }: MessageEvent<Shown>): void {
  const reading = readings.get(data.id);
  if (!reading?.now) return;
  reading.blocks = [...reading.blocks.slice(0, data.keep), ...data.blocks];
  const { text, isDone } = reading.now;
  if (isDone && data.isFinal) recent.set(text, reading.blocks, text.length);
  reading.listener(reading.blocks, isDone && data.isFinal);
  if (!data.isFinal) return;
  clearTimeout(reading.timer);
  reading.now = undefined;
  ask(reading);
}

/** Ends the worker with what it could not read; everything else is read again. */
function giveUp(culprit: Reading): void {
  worker?.terminate();
  worker = undefined;
  const { text } = culprit.now ?? { text: "" };
  culprit.now = undefined;
  culprit.next = undefined;
  culprit.listener([asWritten(text)], true);
  for (const reading of readings.values()) {
    if (!reading.now) continue;
    clearTimeout(reading.timer);
    reading.next ??= reading.now;
    ask(reading);
  }
}

function started(): Worker {
  if (worker) return worker;
  worker = new Worker(trusted(workerUrl), { type: "module" });
  worker.onmessage = hear;
  return worker;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The page's policy takes a worker's address from a named place only; this is the one for this worker. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("foundry-markdown", {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError("not the markdown worker");
    return url;
  },
});

function trusted(url: string): string {
  return policy?.createScriptURL(url) ?? url;
}
