import { createSignal, Show } from "solid-js";
import { session, useOrganization } from "../client";
import { changeOwner } from "../overview/change-task";
import { attempt, Avatar, Badge, Combobox, Dialog } from "../ui";
import "./sidebar.css";
import type { Member, TaskSummary } from "../wire";

const [asked, setAsked] = createSignal<{ organizationId: string; task: TaskSummary }>();

/** Asks who is to answer for a task. */
export function askForOwner(organizationId: string, task: TaskSummary): void {
  setAsked({ organizationId, task: { ...task } });
}

/** Shows what `askForOwner` asks; once in the page, because the sidebar may go while it is open. */
export function OwnerDialog() {
  return (
    <Show when={asked()} keyed>
      {({ organizationId, task }) => <Asked organizationId={organizationId} task={task} />}
    </Show>
  );
}

function Asked(props: { organizationId: string; task: TaskSummary }) {
  const organization = useOrganization(() => props.organizationId);
  const isMe = (member: Member) => member.userId === session()?.userId;
  const members = () => [...organization.members()].sort((one, other) => Number(isMe(other)) - Number(isMe(one)) || one.login.localeCompare(other.login));
  const choose = (member: Member) => {
    setAsked(undefined);
    const { organizationId, task } = props;
    void attempt(`${member.login} does not own the task now`, () => changeOwner(organizationId, task.taskId, member));
  };
  return (
    <Dialog open onClose={() => setAsked(undefined)} title="Who owns this task" about={<span class="truncate">{props.task.title}</span>} width={380}>
      <Combobox
        label="Members"
        items={members()}
        itemKey={(member) => member.userId}
        itemText={(member) => `${member.login} ${member.name ?? ""}`}
        chosen={props.task.owner?.userId}
        placeholder="Search members"
        autofocus
        onChoose={choose}
        row={(member) => (
          <>
            <Avatar name={member.login} />
            <span class="truncate">
              {member.login} <span class="sidebar-name">{member.name}</span>
            </span>
            <Show when={isMe(member)}>
              <Badge>you</Badge>
            </Show>
            <Show when={!member.linked}>
              <Badge tone="warning" tip="Git in the sandbox is not signed in as them until they sign in here and send a message">
                not signed in
              </Badge>
            </Show>
          </>
        )}
      />
    </Dialog>
  );
}
