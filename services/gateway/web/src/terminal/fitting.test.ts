import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { keepFitted, type Size } from "./fitting";

let resized: () => void;
let observers = 0;
let frames: (FrameRequestCallback | undefined)[];

beforeEach(() => {
  observers = 0;
  frames = [];
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe(): void {
        observers += 1;
      }
      disconnect(): void {
        observers -= 1;
      }
    },
  );
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback) - 1);
  vi.stubGlobal("cancelAnimationFrame", (id: number) => {
    frames[id] = undefined;
  });
});

afterEach(() => vi.unstubAllGlobals());

function paint(): void {
  for (const frame of frames.splice(0)) frame?.(0);
}

function fixture(): { host: { clientWidth: number; clientHeight: number }; sizes: Size[]; end: () => void } {
  const host = { clientWidth: 0, clientHeight: 0 };
  const sizes: Size[] = [];
  const proposed = (): Size => ({ columns: Math.floor(host.clientWidth / 8), rows: Math.floor(host.clientHeight / 16) });
  const end = keepFitted(host as HTMLElement, { proposed, resize: (size) => sizes.push(size) });
  return { host, sizes, end };
}

test("a host without a size is waited for, and then fitted once", () => {
  const { host, sizes } = fixture();
  resized();
  paint();
  expect(sizes).toEqual([]);
  Object.assign(host, { clientWidth: 400, clientHeight: 320 });
  resized();
  resized();
  paint();
  resized();
  paint();
  expect(sizes).toEqual([{ columns: 50, rows: 20 }]);
});

test("each change of the container counts, not only the window's", () => {
  const { host, sizes } = fixture();
  for (const clientWidth of [400, 160, 400]) {
    Object.assign(host, { clientWidth, clientHeight: 320 });
    resized();
    paint();
  }
  expect(sizes.map((size) => size.columns)).toEqual([50, 20, 50]);
});

test("nothing is fitted after the end, even with a frame under way", () => {
  const { host, sizes, end } = fixture();
  Object.assign(host, { clientWidth: 400, clientHeight: 320 });
  resized();
  end();
  paint();
  expect(sizes).toEqual([]);
  expect(observers).toBe(0);
});
