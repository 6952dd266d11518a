// What was written and is not what the composer shows: in another tab or on another device at the same time, or for a session
// that is not open. Each can be used here, and none goes by itself.
import { For, type JSX, createMemo, createSignal, onCleanup } from "solid-js";

import { Button, toast } from "../ui";
import { attachmentText } from "./attachments";
import { type Draft, EMPTY, type Place } from "./draft-book";
import { isSame } from "./draft-versions";
import { drafts } from "./drafts";
import { putBack } from "./outbox";

interface Written {
  where: string;
  draft: Draft;
  use(): void;
  drop(): void;
  undrop(): void;
}

export function Elsewhere(props: { place: Place; isOpen(sessionId: string): boolean }): JSX.Element {
  const [moved, setMoved] = createSignal(0);
  onCleanup(drafts().listen(() => setMoved((count) => count + 1)));

  const isAlike = (some: Written[], others: Written[]) =>
    some.length === others.length && some.every((one, at) => one.where === others[at]?.where && isSame(one.draft, others[at].draft));
  const find = (): Written[] => {
    moved();
    const { place } = props;
    const others = drafts().others(place).map((draft) => ({
      where: "Also written elsewhere",
      draft,
      use: () => drafts().use(place, draft),
      drop: () => drafts().decline(place, draft),
      undrop: () => drafts().offer(place, draft),
    }));
    const isHere = (sessionId: string | null) => sessionId === place.sessionId;
    const stray = drafts()
      .stray(place.organizationId, place.taskId, props.isOpen)
      .filter((stray) => !isHere(stray.place.sessionId))
      .map((stray) => ({
        where: stray.place.sessionId === null ? "Written before this session was open" : "Written in a session that is closed",
        draft: stray.draft,
        use: () => (putBack(place, stray.draft), drafts().edit(stray.place, EMPTY)),
        drop: () => drafts().edit(stray.place, EMPTY),
        undrop: () => drafts().edit(stray.place, stray.draft),
      }));
    return [...others, ...stray];
  };
  // Its buttons stay where they are while somebody types beside them.
  const written = createMemo(find, [], { equals: isAlike });

  const drop = (one: Written) => {
    one.drop();
    toast({ text: "What was written elsewhere was discarded", action: { label: "Undo", run: one.undrop } });
  };
  return (
    <For each={written()}>
      {(one) => {
        const words = one.draft.text || one.draft.attachments.map(attachmentText).join(", ");
        return (
          <div class="session-note" role="status">
            <span>
              {one.where}: <q class="session-unsent truncate" title={words}>{words}</q>
            </span>
            <Button size="small" onClick={() => one.use()}>Use it</Button>
            <Button size="small" kind="quiet" onClick={() => drop(one)}>Discard</Button>
          </div>
        );
      }}
    </For>
  );
}
