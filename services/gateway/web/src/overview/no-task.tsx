import { Match, Switch, type JSX } from "solid-js";

import { Empty, Skeleton } from "../ui";

/** Nothing is known of the task: not yet, for a reason, or because there is none. */
export function NoTask(props: { problem?: { message: string }; isKnown: boolean }): JSX.Element {
  return (
    <Switch fallback={<Skeleton lines={7} label="Loading the task" />}>
      <Match when={props.problem}>
        {(problem) => (
          <Empty icon="circle-alert" title="The task cannot be followed">
            {problem().message}
          </Empty>
        )}
      </Match>
      <Match when={props.isKnown}>
        <Empty icon="file-search" title="There is no such task">
          It may have ended together with its pull request. The sidebar lists those that are there.
        </Empty>
      </Match>
    </Switch>
  );
}
