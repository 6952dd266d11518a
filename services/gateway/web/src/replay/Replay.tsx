// A session as it was after any of its events, in place of the session as it is: what was said by then, and the way through it.
// It is looked at and not taken part in: nothing is written, answered or sent again from here.
import { type JSX, Match, Show, Switch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import type { SessionLog } from "../client";
import { registerCommands } from "../palette/commands";
import { Find, PinnedPlan, Transcript, type TranscriptContext, type TranscriptHandle, TranscriptProvider, activePlan } from "../transcript";
import { Empty, Skeleton } from "../ui";
import { Bar } from "./Bar";
import { ChangedFiles } from "./ChangedFiles";
import { changedFiles } from "./changed-files";
import { closeKeys } from "./keys";
import { Past } from "./past";
import { createPastRows } from "./past-rows";
import { createPlay } from "./use-play";
import { createReplay } from "./use-replay";
import { used } from "./words";
import "./replay.css";

export interface ReplayProps {
  log: SessionLog;
  /** The event that the address asks for. */
  at: number;
  /** The session as it is now. */
  context: TranscriptContext;
  /** The address of the session as it was after an event. */
  link(at: number): string;
  onRest(at: number): void;
  onClose(): void;
}

export function Replay(props: ReplayProps): JSX.Element {
  const { log } = props;
  const replay = createReplay(props);
  const play = createPlay(log, replay);
  const past = new Past();
  const { rows, show } = createPastRows();
  const [list, setList] = createSignal<TranscriptHandle>();
  const [isFinding, setFinding] = createSignal(false);

  const transcript = createMemo(on([replay.shown, replay.before], ([index]) => (index === undefined ? undefined : past.at(log.events, index))));
  createEffect(() => {
    const now = transcript();
    if (now) show(now);
  });
  // The newest of what was said by then is what somebody who moves wants to see.
  createEffect(on(replay.shown, () => list()?.toEnd()));

  const asOf = () => transcript()?.heardAt ?? 0;
  const context: TranscriptContext = {
    ...props.context,
    asOf,
    permission(id) {
      const asked = props.context.permission(id);
      return asked?.answer && asked.answer.at > asOf() ? { ...asked, answer: null } : asked;
    },
    wayOn: () => [],
  };

  const before = document.activeElement;
  // What was hidden meanwhile takes the focus once it is shown.
  onCleanup(() => queueMicrotask(() => document.activeElement === document.body && before instanceof HTMLElement && before.focus()));
  closeKeys(() => props.onClose());
  registerCommands(() => [{ id: "session.find", title: "Find in the transcript", group: "Session", words: "search", run: () => setFinding(true) }]);

  const plan = () => {
    const now = transcript();
    return now && activePlan(now);
  };
  const files = createMemo(() => changedFiles(transcript()?.items ?? []));
  const facts = () => (
    <span class="replay-facts tabular">
      <ChangedFiles files={files()} onShow={(id) => list()?.show(id)} />
      <Show when={used(transcript()?.usage ?? null)}>{(words) => <span>{words()}</span>}</Show>
    </span>
  );
  return (
    <TranscriptProvider value={context}>
      <div class="session-said">
        <Show when={isFinding()}>
          <Find items={transcript()?.items ?? []} hasOlder={log.hasOlder()} onShow={(id) => list()?.show(id)} onClose={() => setFinding(false)} />
        </Show>
        <Show when={rows().length > 0} fallback={<Nothing problem={log.problem()?.message} isEmpty={replay.isLoaded() && log.last() === 0} isRead={transcript() !== undefined} />}>
          <Transcript label="Transcript as it was" rows={rows()} hasOlder={log.hasOlder()} loadOlder={() => log.loadBefore()} ref={setList} />
        </Show>
      </div>
      <div class="session-dock">
        <Show when={plan()}>{(plan) => <PinnedPlan item={plan()} />}</Show>
        <Bar
          replay={replay}
          play={play}
          link={props.link(replay.at())}
          facts={facts()}
          onClose={() => props.onClose()}
        />
      </div>
    </TranscriptProvider>
  );
}

/** Nothing was said at all or by then, it cannot be read, or it is being read. */
function Nothing(props: { problem: string | undefined; isEmpty: boolean; isRead: boolean }): JSX.Element {
  return (
    <div class="session-nothing">
      <Switch fallback={<Skeleton lines={6} label="Reading what was said" />}>
        <Match when={props.problem}>{(problem) => <Empty icon="circle-alert" title="What was said cannot be read">{problem()}</Empty>}</Match>
        <Match when={props.isEmpty}>
          <Empty icon="message-square" title="There is nothing to replay">Nothing was said in this session yet.</Empty>
        </Match>
        <Match when={props.isRead}><Empty icon="message-square" title="Nothing was said by then">Move the slider to the right.</Empty></Match>
      </Switch>
    </div>
  );
}
