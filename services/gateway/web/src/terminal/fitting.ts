// Keeps a terminal as large as its host: once for each change, never while the host has no size, never after its end.

export interface Size {
  columns: number;
  rows: number;
}

export interface Fitted {
  /** What would fill the host now; undefined when that cannot be told. */
  proposed: () => Size | undefined;
  /** Takes the size. */
  resize: (size: Size) => void;
}

/** Begins; gives what ends it. */
export function keepFitted(host: HTMLElement, fitted: Fitted): () => void {
  let frame: number | undefined;
  let last: Size | undefined;
  const fit = (): void => {
    frame = undefined;
    if (host.clientWidth === 0 || host.clientHeight === 0) return;
    const size = fitted.proposed();
    if (!size || (size.columns === last?.columns && size.rows === last.rows)) return;
    last = size;
    fitted.resize(size);
  };
  const observer = new ResizeObserver(() => {
    frame ??= requestAnimationFrame(fit);
  });
  observer.observe(host);
  return () => {
    observer.disconnect();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
