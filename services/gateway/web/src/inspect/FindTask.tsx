import { createSignal } from "solid-js";
import { useOrganization } from "../client";
import { Button, Combobox, Popover } from "../ui";

/** Any task, virtual ones too: their history is empty, and says so. */
export function FindTask(props: { organizationId: string; label: string; onChoose: (taskId: string) => void }) {
  const organization = useOrganization(() => props.organizationId);
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  return (
    <>
      <Button ref={button} icon="search" aria-haspopup="dialog" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
        {props.label}
      </Button>
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => button} label={props.label} role="dialog">
        <Combobox
          label="Task"
          autofocus
          placeholder="Title, branch, repository, number"
          items={organization.tasks()}
          itemKey={(task) => task.taskId}
          itemText={(task) =>
            `${task.title} ${task.branch} ${task.repositoryName} ${task.pullRequest ? `#${task.pullRequest.number}` : ""}`
          }
          row={(task) => (
            <span class="inspect-option">
              <span class="truncate">{task.title}</span>
              <span class="inspect-muted mono truncate">{task.repositoryName}</span>
            </span>
          )}
          empty="No task has these words."
          onChoose={(task) => (setOpen(false), props.onChoose(task.taskId))}
        />
      </Popover>
    </>
  );
}
