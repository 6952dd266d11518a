// The way into a session's past, and out of it: a part of the page's address.
import { useSearchParams } from "@solidjs/router";
import { type JSX, createEffect } from "solid-js";

import { registerCommands } from "../palette/commands";
import { replayedAt } from "../replay/address";
import { IconButton, toast } from "../ui";
import type { TaskState } from "./task-state";
import { readOf } from "./transcripts";

export interface ReplayWay {
  /** The event after which the open session is shown; undefined for now. */
  at(): number | undefined;
  /** Why there is nothing to replay; undefined when there is. */
  unavailable(): string | undefined;
  go(at: number | undefined): void;
  toggle(): void;
}

export function useReplay(state: TaskState): ReplayWay {
  const [search, setSearch] = useSearchParams<{ sessionId?: string; diff?: string; at?: string }>();
  const openId = () => state.session()?.sessionId;
  const asked = () => (search.diff ? undefined : replayedAt(search.at));
  const isElsewhere = () => search.sessionId !== undefined && search.sessionId !== openId();
  const at = () => (isElsewhere() ? undefined : asked());

  // An index says nothing of another session.
  createEffect(() => {
    if (asked() === undefined || !openId() || !isElsewhere()) return;
    toast({ kind: "warning", text: "The session that this address replays is not open here any more", detail: "Another session of the task is shown, as it is now." });
    setSearch({ at: undefined, sessionId: undefined }, { replace: true });
  });

  const newest = () => readOf(openId() ?? "")?.transcript().last ?? 0;
  const unavailable = () => {
    if (!openId()) return "No session is open";
    return at() === undefined && newest() === 0 ? "Nothing was said in it yet" : undefined;
  };
  /** Only the way in is a step that the browser goes back. */
  const go = (to: number | undefined) => setSearch({ at: to === undefined ? undefined : String(to) }, { replace: true });
  function toggle(): void {
    if (at() !== undefined) go(undefined);
    else setSearch({ sessionId: openId(), diff: undefined, at: String(newest()) });
  }
  registerCommands(() => [
    { id: "session.replay", title: "Replay the session", group: "Session", words: "history past scrub rewind timeline", unavailable, run: toggle },
  ]);
  return { at, unavailable, go, toggle };
}

export function ReplayButton(props: { replay: ReplayWay }): JSX.Element {
  return (
    <IconButton
      icon="rotate-ccw-clock"
      label="Replay the session"
      kbd="Alt+R"
      pressed={props.replay.at() !== undefined}
      reason={props.replay.unavailable()}
      onClick={() => props.replay.toggle()}
    />
  );
}
