// What a process has printed, in order and each piece once, for whatever shows it. The newest of it is kept, so that a
// screen that comes later shows the same.

import type { OutputChunk } from "../wire";
import { fromBase64 } from "./bytes";

/** How much is kept for screens that come later, in bytes. */
export const KEPT = 1024 * 1024;

/** So much the sandbox tells at once, in bytes; a page that has less is the last one for now. */
export const PAGE = 64 * 1024;

export interface Screen {
  /** `isReplay`: it was printed before; what the screen would answer to it is nobody's business any more. */
  write(bytes: Uint8Array, isReplay: boolean): void;
  /** So many pieces are no longer kept anywhere. */
  missed(pieces: number): void;
}

export class Output {
  private last = 0;
  private kept: Uint8Array[] = [];
  private keptBytes = 0;
  private screen: Screen | undefined;
  private isBehind = true;

  /** Resume behind this piece. */
  get since(): number {
    return this.last;
  }

  /** Shows all that is kept, and from then on what comes. Gives what ends it. */
  show(screen: Screen): () => void {
    this.screen = screen;
    for (const bytes of this.kept) screen.write(bytes, true);
    return () => {
      if (this.screen === screen) this.screen = undefined;
    };
  }

  /** It is asked for anew: the first of what comes was printed before. */
  asked(): void {
    this.isBehind = true;
  }

  /** Takes a page in. `false`: it begins with what is known and goes on with what is not; ask again. */
  take(page: readonly OutputChunk[]): boolean {
    const isReplay = this.isBehind;
    // What follows a full page was printed before, too.
    this.isBehind &&= page.reduce((bytes, { data }) => bytes + (data.length / 4) * 3, 0) >= PAGE;
    for (const { first, last, data } of page) {
      if (last <= this.last) continue;
      if (first <= this.last) return false;
      if (first > this.last + 1) this.screen?.missed(first - this.last - 1);
      this.last = last;
      this.keep(fromBase64(data), isReplay);
    }
    return true;
  }

  private keep(bytes: Uint8Array, isReplay: boolean): void {
    this.kept.push(bytes);
    this.keptBytes += bytes.length;
    while (this.keptBytes > KEPT && this.kept.length > 1) this.keptBytes -= this.kept.shift()?.length ?? 0;
    this.screen?.write(bytes, isReplay);
  }
}
