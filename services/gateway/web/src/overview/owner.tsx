import { createMemo, createSignal, Show, type JSX } from "solid-js";

import { session, useOrganization } from "../client";
import { attempt, Avatar, Combobox, Icon, Popover } from "../ui";
import type { Member, Owner as OwnerRecord } from "../wire";
import { changeOwner } from "./change-task";
import { people, remark } from "./people";

export interface OwnerProps {
  organizationId: string;
  taskId: string;
  owner?: OwnerRecord | null;
  /** Why nobody can be chosen; undefined when somebody can. */
  reason?: string;
  /** Opens and closes the list from elsewhere, by a key. */
  ref?: (open: () => void) => void;
}

/** Who answers for the task, and the list of those who could. */
export function OwnerCard(props: OwnerProps): JSX.Element {
  const { members } = useOrganization(() => props.organizationId);
  const [isOpen, setOpen] = createSignal(false);
  const [isChanging, setChanging] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const me = (): string | undefined => session()?.userId;
  const all = createMemo(() => people(members(), me()));
  const member = () => all().find(({ userId }) => userId === props.owner?.userId);
  props.ref?.(() => !props.reason && setOpen(true));

  const choose = async (member: Member): Promise<void> => {
    setOpen(false);
    if (member.userId === props.owner?.userId) return;
    setChanging(true);
    await attempt(`${member.login} did not become the owner`, () => changeOwner(props.organizationId, props.taskId, member));
    setChanging(false);
  };
  return (
    <div class="owner">
      <button
        type="button"
        ref={button}
        class="owner-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen()}
        aria-busy={isChanging()}
        aria-disabled={props.reason !== undefined}
        data-tip={props.reason ?? "Change the owner"}
        data-kbd={props.reason ? undefined : "m"}
        onClick={() => !props.reason && setOpen(!isOpen())}
      >
        <Show when={props.owner} fallback={<Nobody />}>
          {(owner) => (
            <>
              <Avatar name={owner().login} size={28} />
              <span class="owner-about">
                <span class="owner-login">{owner().login}</span>
                <span class="owner-name truncate">{ownerLine(member(), me())}</span>
              </span>
            </>
          )}
        </Show>
        <Icon name="chevron-down" />
      </button>
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => button} isAsWide label="Owner">
        <Combobox
          label="Find a member"
          placeholder="Login or name"
          autofocus
          items={all()}
          itemKey={({ userId }) => userId}
          itemText={({ login, name }) => `${login} ${name ?? ""}`}
          chosen={props.owner?.userId}
          row={(member) => <MemberRow member={member} remark={remark(member, me())} />}
          empty={all().length === 0 ? "The organization's members are not known yet: its GitHub sync reads them." : "No member is called so."}
          onChoose={(member) => void choose(member)}
        />
      </Popover>
    </div>
  );
}

function ownerLine(member: Member | undefined, me: string | undefined): string {
  const about = member ? [member.name, remark(member, me)] : ["no longer a member"];
  return ["Owner", ...about].filter(Boolean).join(" · ");
}

function Nobody(): JSX.Element {
  return (
    <>
      <span class="owner-nobody">
        <Icon name="user" size={16} />
      </span>
      <span class="owner-about">
        <span>Nobody yet</span>
        <span class="owner-name">Choose who answers for this task</span>
      </span>
    </>
  );
}

function MemberRow(props: { member: Member; remark: string }): JSX.Element {
  return (
    <span class="member-row">
      <Avatar name={props.member.login} size={20} />
      <span class="member-login truncate">{props.member.login}</span>
      <span class="member-name truncate">{props.member.name}</span>
      <span class="member-remark">{props.remark}</span>
    </span>
  );
}
