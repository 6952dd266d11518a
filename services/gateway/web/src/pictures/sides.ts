// Which files are pictures, and which sides of a change there are. Pure.

/** By its name; whether it is one, its first bytes say. */
export const isPicture = (path: string): boolean => /\.(png|jpe?g|gif|webp|svg)$/i.test(path);

/** A picture that is a text as well: its changes can be read. */
export const isDrawing = (path: string): boolean => /\.svg$/i.test(path);

export interface Sides {
  wasThere: boolean;
  isThere: boolean;
}

/** What a patch of one file says of it: a new one was not there before, a deleted one is not there now. */
export function sides(patch: string): Sides {
  const lines = patch.split("\n", 8);
  const header = lines.slice(0, Math.max(0, lines.findIndex((line) => /^(@@|Binary files )/.test(line))) || lines.length);
  const says = (start: string) => header.some((line) => line.startsWith(start));
  return { wasThere: !says("new file mode "), isThere: !says("deleted file mode ") };
}

/** `640 × 480 px`; nothing while nobody knows. */
export const pixels = (size: { width: number; height: number } | undefined): string =>
  size && size.width > 0 && size.height > 0 ? `${size.width} × ${size.height} px` : "";

/** `300 B`, `4.1 KiB`, `3.2 MiB`: fine enough to be compared. */
export function weight(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** What a change makes of its bytes: `+1.2 KiB`, `−300 B`; undefined when there are as many. */
export function growth(before: number, after: number): string | undefined {
  const by = after - before;
  return by === 0 ? undefined : `${by > 0 ? "+" : "−"}${weight(Math.abs(by))}`;
}
