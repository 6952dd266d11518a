import { createSignal, Match, Show, Switch } from "solid-js";
import { query } from "../client";
import { createRead, Segments } from "../pages";
import { Button, Combobox, Icon, Popover, Spinner } from "../ui";
import type { BranchChoice, Typed } from "./form";

interface Props {
  organizationId: string;
  typed: Typed;
  problem: string | undefined;
  onChange: (change: Partial<Typed>) => void;
}

/** A new branch with a name of Foundry's or one's own, or one that exists. */
export function BranchField(props: Props) {
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const read = createRead(
    () => (props.typed.choice === "existing" && props.typed.repositoryId !== "" ? props.typed.repositoryId : undefined),
    (repositoryId) => query("githubData.getRepository", [props.organizationId], { repositoryId }),
  );
  return (
    <div class="page-field">
      <span class="page-label">Branch</span>
      <Segments<BranchChoice>
        label="Branch"
        value={props.typed.choice}
        onChange={(choice) => props.onChange({ choice, branch: "" })}
        options={[
          { value: "derived", name: "New, named after the title" },
          { value: "new", name: "New, named by me" },
          { value: "existing", name: "An existing one" },
        ]}
      />
      <Switch>
        <Match when={props.typed.choice === "new"}>
          <input
            class="page-input mono"
            aria-label="The new branch’s name"
            placeholder="fix/round-totals"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={props.problem !== undefined}
            value={props.typed.branch}
            onInput={(event) => props.onChange({ branch: event.currentTarget.value })}
          />
        </Match>
        <Match when={props.typed.choice === "existing"}>
          <Show when={props.typed.repositoryId !== ""} fallback={<small>Choose a repository first.</small>}>
            <Show
              when={!read.problem()}
              fallback={
                <small class="page-wrong">
                  The branches could not be read: {read.problem()?.detail}{" "}
                  <Button size="small" kind="quiet" onClick={read.again}>
                    Try again
                  </Button>
                </small>
              }
            >
              <button
                ref={button}
                type="button"
                class="page-input new-task-pick"
                aria-haspopup="dialog"
                aria-expanded={isOpen()}
                aria-label={`Branch: ${props.typed.branch || "none chosen"}`}
                onClick={() => setOpen(!isOpen())}
                disabled={read.isReading()}
              >
                <Show when={!read.isReading()} fallback={<Spinner />}>
                  <Icon name="git-branch" />
                </Show>
                <span class="truncate" classList={{ mono: props.typed.branch !== "", "new-task-none": props.typed.branch === "" }}>
                  {props.typed.branch || "Choose a branch"}
                </span>
                <Icon name="chevron-down" class="new-task-arrow" />
              </button>
              <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => button} isAsWide label="Branch" role="dialog">
                <Combobox
                  label="Branch"
                  autofocus
                  placeholder="Find a branch"
                  chosen={props.typed.branch}
                  items={read.value()?.branches ?? []}
                  itemKey={(branch) => branch}
                  itemText={(branch) => branch}
                  row={(branch) => <span class="mono truncate">{branch}</span>}
                  empty="No branch has these words."
                  onChoose={(branch) => (props.onChange({ branch }), setOpen(false))}
                />
              </Popover>
            </Show>
          </Show>
        </Match>
      </Switch>
      <Show when={props.problem}>
        <small class="page-wrong">{props.problem}</small>
      </Show>
    </div>
  );
}
