import { Badge, type IconName, type Tone } from "../ui";
import type { components } from "../wire";

type Status = components["schemas"]["TaskStatus"];

const STATUSES: Record<Status, { tone: Tone; icon: IconName; word: string }> = {
  initialized: { tone: "plain", icon: "circle-dashed", word: "not begun" },
  running: { tone: "success", icon: "circle-play", word: "at work" },
  idle: { tone: "plain", icon: "circle-check", word: "idle" },
  error: { tone: "danger", icon: "circle-alert", word: "failed" },
  archived: { tone: "plain", icon: "archive", word: "archived" },
  killed: { tone: "plain", icon: "circle-slash", word: "ended" },
};

/** A task's state in a word, with a shape of its own. */
export function TaskStatus(props: { status: Status }) {
  const look = () => STATUSES[props.status];
  return (
    <Badge tone={look().tone} icon={look().icon}>
      {look().word}
    </Badge>
  );
}
