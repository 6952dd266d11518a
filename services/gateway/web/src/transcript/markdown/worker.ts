// Reads markdown away from the page's own thread: whatever an agent writes, the page stays quick.

import { MarkdownDocument, type Patch } from "./document";
import { codeBlocks, highlight } from "./highlight";
import type { Block } from "./nodes";
import { asWritten } from "./plain";
import type { Forget, Read, Shown } from "./protocol";

const growing = new Map<number, MarkdownDocument>();

self.onmessage = (event: MessageEvent<Read | Forget>) => {
  if ("forget" in event.data) growing.delete(event.data.forget);
  else void read(event.data);
};

async function read({ id, text, isDone }: Read): Promise<void> {
  const document = growing.get(id) ?? new MarkdownDocument();
  const patch = patched(document, text, isDone);
  if (!patch) {
    growing.delete(id);
    show({ id, keep: 0, blocks: [asWritten(text)], isFinal: true });
    return;
  }
  if (!isDone) {
    growing.set(id, document);
    show({ id, ...patch, isFinal: true });
    return;
  }
  growing.delete(id);
  const blocks = document.blocks();
  const code = codeBlocks(blocks);
  show({ id, ...patch, isFinal: code.length === 0 });
  if (code.length > 0) show({ id, keep: 0, blocks: await coloured(blocks), isFinal: true });
}

/** Undefined for a text that is nested deeper than can be read. */
function patched(document: MarkdownDocument, text: string, isDone: boolean): Patch | undefined {
  try {
    return document.update(text, isDone);
  } catch {
    return undefined;
  }
}

async function coloured(blocks: Block[]): Promise<Block[]> {
  for (const block of codeBlocks(blocks)) {
    // A grammar that cannot be fetched or read costs the colours alone.
    block.lines = await highlight(block.language, block.text).catch(() => null);
  }
  return blocks;
}

function show(shown: Shown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
  self.postMessage(shown);
}
