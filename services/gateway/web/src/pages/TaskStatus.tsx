import { TASK_STATUS } from "../overview/task-status";
import { Badge, type IconName, type Tone } from "../ui";
import type { components } from "../wire";

type Status = components["schemas"]["TaskStatus"];

const STATUSES: Record<Status, { tone: Tone; icon: IconName }> = {
  initialized: { tone: "plain", icon: "circle-dashed" },
  running: { tone: "success", icon: "circle-play" },
  idle: { tone: "plain", icon: "circle-check" },
  error: { tone: "danger", icon: "circle-alert" },
  archived: { tone: "plain", icon: "archive" },
  killed: { tone: "plain", icon: "circle-slash" },
};

/** A task's state in a word, with a shape of its own. */
export function TaskStatus(props: { status: Status }) {
  const look = () => STATUSES[props.status];
  return (
    <Badge tone={look().tone} icon={look().icon}>
      {TASK_STATUS[props.status]}
    </Badge>
  );
}
