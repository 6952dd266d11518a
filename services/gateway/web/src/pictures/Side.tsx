// One picture, with what it is in pixels and bytes. An image element runs and loads nothing, whatever is in an SVG.
import { type JSX, Match, Show, Switch, createEffect, createSignal, onCleanup } from "solid-js";

import { type Reading, useReading } from "../rail/reading";
import { Button, Skeleton } from "../ui";
import { type Read, type Which, readPicture } from "./read-picture";
import { pixels, weight } from "./sides";
import "./pictures.css";

export interface Source extends Which {
  organizationId: string;
  taskId: string;
  /** When the branch was last read: another time, another picture. */
  readAt?: number;
}

/** The picture, read again when its branch was; nothing while there is no source. */
export const usePicture = (source: () => Source | undefined): Reading<Read> =>
  useReading(source, ({ organizationId, taskId, path, before }, signal) => readPicture([organizationId, taskId], { path, ...(before && { before }) }, signal));

/** Where a browser finds the bytes, for as long as the component is there. */
export function useAddress(image: () => Blob | undefined): () => string | undefined {
  const [address, setAddress] = createSignal<string>();
  createEffect(() => {
    const blob = image();
    const made = blob && URL.createObjectURL(blob);
    setAddress(made);
    onCleanup(() => made && URL.revokeObjectURL(made));
  });
  return address;
}

export function Side(props: { name?: string; label: string; reading: Reading<Read>; note?: string }): JSX.Element {
  const address = useAddress(() => props.reading.value()?.image);
  const [size, setSize] = createSignal<{ width: number; height: number }>();
  const [isBroken, setBroken] = createSignal(false);
  createEffect(() => (address(), setBroken(false), setSize(undefined)));
  const facts = () => [pixels(size()), props.reading.value() && weight(props.reading.value()?.size ?? 0), props.note].filter(Boolean).join(" · ");
  return (
    <figure class="picture">
      <figcaption class="picture-facts">
        <Show when={props.name}><strong>{props.name}</strong></Show>
        <span>{facts()}</span>
      </figcaption>
      <Switch fallback={<Skeleton lines={4} label={`Loading ${props.label}`} />}>
        <Match when={!props.reading.value() && props.reading.problem()}>
          {(problem) => (
            <div class="picture-none" role="alert">
              <p>{problem().detail}</p>
              <Button size="small" onClick={props.reading.again}>Try again</Button>
            </div>
          )}
        </Match>
        <Match when={props.reading.value()?.isTooLarge}><p class="picture-none">It is too large to be shown: at most 4 MiB are.</p></Match>
        <Match when={props.reading.value() && !props.reading.value()?.image}><p class="picture-none">Its contents are no picture that can be shown.</p></Match>
        <Match when={isBroken()}><p class="picture-none">Your browser cannot show it: it may be damaged.</p></Match>
        <Match when={address()}>
          {(address) => (
            <div class="picture-ground">
              <img
                src={address()}
                alt={props.label}
                onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize({ width: naturalWidth, height: naturalHeight })}
                onError={() => setBroken(true)}
              />
            </div>
          )}
        </Match>
      </Switch>
    </figure>
  );
}

/** A picture as it is. */
export function Picture(props: { source: Source }): JSX.Element {
  const reading = usePicture(() => ({ ...props.source }));
  return <div class="pictures"><Side label={props.source.path} reading={reading} /></div>;
}
