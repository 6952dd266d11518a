// A picture as it was, beside what it is; or one over the other, with a slider between them.
import { type JSX, Show, createMemo, createSignal } from "solid-js";

import { Segmented } from "../rail/parts";
import type { DiffScope } from "../wire";
import { type Source, Side, useAddress, usePicture } from "./Side";
import { type Sides, growth } from "./sides";

type Way = "beside" | "over";

const WAYS = [
  { value: "beside" as const, label: "Side by side", tip: "The picture as it was, beside what it is" },
  { value: "over" as const, label: "Swipe", tip: "One over the other, with a slider between them" },
];

/** Kept while the page is there: whoever swipes through one picture does so through the next. */
const [way, setWay] = createSignal<Way>("beside");

export interface CompareProps {
  source: Omit<Source, "before">;
  oldPath?: string;
  scope: DiffScope;
  sides: Sides;
}

export function Compare(props: CompareProps): JSX.Element {
  const before = usePicture(() => (props.sides.wasThere ? { ...props.source, path: props.oldPath ?? props.source.path, before: props.scope } : undefined));
  const after = usePicture(() => (props.sides.isThere ? { ...props.source } : undefined));
  const areBoth = () => props.sides.wasThere && props.sides.isThere;
  const canSwipe = () => areBoth() && before.value()?.image !== undefined && after.value()?.image !== undefined;
  const grown = createMemo(() => {
    const [old, now] = [before.value(), after.value()];
    return old && now && growth(old.size, now.size);
  });
  const label = (what: string) => `${props.source.path}, ${what}`;
  return (
    <div class="pictures">
      <Show when={canSwipe()}>
        <div class="pictures-bar"><Segmented label="How the pictures are shown" segments={WAYS} value={way()} onChange={setWay} /></div>
      </Show>
      <Show
        when={canSwipe() && way() === "over"}
        fallback={
          <div class="pictures-sides">
            <Show when={props.sides.wasThere}>
              <Side name={props.sides.isThere ? "Before" : "Deleted"} label={label("before")} reading={before} />
            </Show>
            <Show when={props.sides.isThere}>
              <Side name={props.sides.wasThere ? "After" : "New"} label={label(props.sides.wasThere ? "after" : "new")} reading={after} note={grown()} />
            </Show>
          </div>
        }
      >
        <Swipe before={before.value()?.image} after={after.value()?.image} path={props.source.path} />
      </Show>
    </div>
  );
}

function Swipe(props: { before: Blob | undefined; after: Blob | undefined; path: string }): JSX.Element {
  const [old, now] = [useAddress(() => props.before), useAddress(() => props.after)];
  const [at, setAt] = createSignal(50);
  return (
    <div class="picture-swipe">
      <div class="picture-ground picture-over">
        <img src={old()} alt={`${props.path}, before`} style={{ "clip-path": `inset(0 ${100 - at()}% 0 0)` }} />
        <img src={now()} alt={`${props.path}, after`} style={{ "clip-path": `inset(0 0 0 ${at()}%)` }} />
      </div>
      <label class="picture-slider">
        <span>Before</span>
        <input type="range" min="0" max="100" value={at()} aria-label="How much of the picture as it was is shown" onInput={(event) => setAt(Number(event.currentTarget.value))} />
        <span>After</span>
      </label>
    </div>
  );
}
