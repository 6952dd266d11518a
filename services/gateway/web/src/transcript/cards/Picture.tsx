// An image of a message, drawn from its pixels: of whatever else its bytes may be, nothing is shown.
import { type JSX, Match, Switch, createSignal, onCleanup, onMount } from "solid-js";

import { Skeleton } from "../../ui";
import type { Picture as Source } from "../fold/items";

/** At most as large, in pixels of the page. */
const WIDTH = 480;
const HEIGHT = 360;

const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

export const fromBase64 = ({ mediaType, data }: Source): Blob =>
  new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type: mediaType });

/** `load` gives its bytes; the component asks once. */
export function Picture(props: { load(): Promise<Blob>; label: string }): JSX.Element {
  const [bitmap, setBitmap] = createSignal<ImageBitmap>();
  const [hasFailed, setFailed] = createSignal(false);
  let isGone = false;
  onCleanup(() => {
    isGone = true;
    bitmap()?.close();
  });

  async function read(): Promise<void> {
    try {
      const blob = await props.load();
      if (!TYPES.includes(blob.type)) throw new TypeError("no image that browsers know");
      const read = await createImageBitmap(blob);
      if (isGone) read.close();
      else setBitmap(read);
    } catch {
      setFailed(true);
    }
  }
  onMount(() => void read());

  const scale = (image: ImageBitmap) => Math.min(1, WIDTH / image.width, HEIGHT / image.height);
  const draw = (canvas: HTMLCanvasElement, image: ImageBitmap) => canvas.getContext("2d")?.drawImage(image, 0, 0);
  return (
    <Switch fallback={<div class="transcript-picture-wait"><Skeleton lines={3} label={`Loading: ${props.label}`} /></div>}>
      <Match when={hasFailed()}><p class="transcript-quiet">{props.label} cannot be shown.</p></Match>
      <Match when={bitmap()}>
        {(image) => (
          <canvas
            ref={(canvas) => queueMicrotask(() => draw(canvas, image()))}
            class="transcript-picture"
            role="img"
            aria-label={props.label}
            width={image().width}
            height={image().height}
            style={{ width: `${Math.round(image().width * scale(image()))}px` }}
          />
        )}
      </Match>
    </Switch>
  );
}
