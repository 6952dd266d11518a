import type { ActorRef } from "./actors";
import { RowList } from "./RowList";
import type { Row } from "./timeline";
import { TimelineRow } from "./TimelineRow";
import type { Timeline } from "./use-timeline";

interface Props {
  organizationId: string;
  actor: ActorRef;
  rows: readonly Row[];
  timeline: Timeline;
  opened: (id: string) => boolean;
  toggle: (id: string) => void;
  forbidden: string | undefined;
  logins: ReadonlyMap<string, string>;
}

/** An actor's commands and runs, newest first. */
export function TimelineList(props: Props) {
  return (
    <RowList
      rows={props.rows}
      source={props.timeline}
      opened={props.opened}
      toggle={props.toggle}
      row={(row, place) => (
        <TimelineRow
          organizationId={props.organizationId}
          actor={props.actor}
          row={row()}
          place={place}
          forbidden={props.forbidden}
          logins={props.logins}
          changed={props.timeline.read}
        />
      )}
    />
  );
}
