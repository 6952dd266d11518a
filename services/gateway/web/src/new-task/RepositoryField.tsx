import { createSignal, Show } from "solid-js";
import type { OrganizationViews } from "../client";
import { Combobox, Icon, Popover } from "../ui";

interface Props {
  organization: OrganizationViews;
  value: string;
  problem: string | undefined;
  onChoose: (repositoryId: string) => void;
}

/** One of the organization's repositories, those with the newest tasks first. */
export function RepositoryField(props: Props) {
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const chosen = () => props.organization.repository(props.value);
  const sorted = () => {
    const newest = new Map<string, number>();
    for (const task of props.organization.tasks())
      newest.set(task.repositoryId, Math.max(newest.get(task.repositoryId) ?? 0, task.updatedAt));
    return [...props.organization.repositories()].sort(
      (a, b) => (newest.get(b.repositoryId) ?? 0) - (newest.get(a.repositoryId) ?? 0) || a.fullName.localeCompare(b.fullName),
    );
  };
  return (
    <div class="page-field">
      <span class="page-label" id="new-task-repository">
        Repository
      </span>
      <button
        ref={button}
        type="button"
        autofocus={props.value === ""}
        class="page-input new-task-pick"
        aria-labelledby="new-task-repository new-task-chosen"
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        aria-invalid={props.problem !== undefined}
        onClick={() => setOpen(!isOpen())}
      >
        <Icon name="folder-git-2" />
        <span id="new-task-chosen" class="truncate" classList={{ mono: chosen() !== undefined, "new-task-none": chosen() === undefined }}>
          {chosen()?.fullName ?? "Choose a repository"}
        </span>
        <Show when={chosen()?.private}>
          <Icon name="lock" size={12} label="private" />
        </Show>
        <Icon name="chevron-down" class="new-task-arrow" />
      </button>
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => button} isAsWide label="Repository" role="dialog">
        <Combobox
          label="Repository"
          autofocus
          placeholder="Find a repository"
          chosen={props.value}
          items={sorted()}
          itemKey={(repository) => repository.repositoryId}
          itemText={(repository) => repository.fullName}
          row={(repository) => <span class="mono truncate">{repository.fullName}</span>}
          empty="No repository has these words."
          onChoose={(repository) => (props.onChoose(repository.repositoryId), setOpen(false))}
        />
      </Popover>
      <Show when={props.problem}>
        <small class="page-wrong">{props.problem}</small>
      </Show>
    </div>
  );
}
