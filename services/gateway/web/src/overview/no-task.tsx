import { Match, Switch, type JSX } from "solid-js";

import { Empty, Skeleton } from "../ui";

/** Nothing is known of the task: not yet, for a reason, or because there is none. */
export function NoTask(props: { problem?: { code: string; message: string }; isKnown: boolean }): JSX.Element {
  /** Also of an address that names none, and none that there could be. */
  const isNone = () => props.problem?.code === "live.topic_unknown";
  return (
    <Switch fallback={<Skeleton lines={7} label="Loading the task" />}>
      <Match when={!isNone() && props.problem}>
        {(problem) => (
          <Empty icon="circle-alert" title="The task cannot be followed">
            {problem().message}
          </Empty>
        )}
      </Match>
      <Match when={isNone() || props.isKnown}>
        <Empty icon="file-search" title="There is no such task">
          It may have ended together with its pull request. The sidebar lists those that are there.
        </Empty>
      </Match>
    </Switch>
  );
}
