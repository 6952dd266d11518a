import { createSignal, Show, type JSX } from "solid-js";

import { request } from "../client";
import { createAsking } from "../pages/attempts";
import { Button, Dialog, Notice, TextField } from "../ui";
import type { TaskRecord } from "../wire";

const LONGEST_TITLE = 200;
const LONGEST_BODY = 50_000;

/** The pull request that is to be: title, text, draft or ready. */
export function PublishDialog(props: { organizationId: string; task: TaskRecord; open: boolean; onClose: () => void }): JSX.Element {
  const [title, setTitle] = createSignal(props.task.title);
  const [body, setBody] = createSignal(props.task.prompt);
  const [isDraft, setDraft] = createSignal(false);
  const asking = createAsking(() => props.onClose());
  const wrong = (): string | undefined => {
    if (!title().trim()) return "A pull request needs a title.";
    return title().length > LONGEST_TITLE ? `At most ${LONGEST_TITLE} characters.` : undefined;
  };
  const publish = (): Promise<void> => asking.ask("publish", () => request("sandbox.publishPullRequest", [props.organizationId, props.task.taskId], { title: title().trim(), body: body(), draft: isDraft() }));
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Publish"
      about={`Pushes ${props.task.branch} and opens a pull request for it, as you.`}
      width={560}
      isSticky
      actions={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" icon="git-pull-request" busy={asking.isBusy("publish")} reason={wrong()} onClick={() => void publish()}>
            {isDraft() ? "Publish as draft" : "Publish"}
          </Button>
        </>
      }
    >
      <Show when={asking.says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
      <TextField label="Title" value={title()} problem={wrong()} autofocus onInput={(event) => setTitle(event.currentTarget.value)} />
      <div class="field">
        <label class="field-label" for="publish-body">
          Text
        </label>
        <textarea
          id="publish-body"
          class="field-input publish-body"
          rows={8}
          maxLength={LONGEST_BODY}
          value={body()}
          onInput={(event) => setBody(event.currentTarget.value)}
        />
      </div>
      <label class="publish-draft">
        <input type="checkbox" checked={isDraft()} onChange={(event) => setDraft(event.currentTarget.checked)} />
        As a draft: not ready for review yet
      </label>
    </Dialog>
  );
}
