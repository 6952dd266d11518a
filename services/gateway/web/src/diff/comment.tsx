import { onMount, Show, type JSX } from "solid-js";

import { Button, IconButton, Kbd } from "../ui";
import { discardComments, discardWriting } from "./discard";
import type { Review } from "./kept";
import { place, type Comment } from "./review";

/** A comment that is collected, and not sent yet. */
export function CommentCard(props: { comment: Comment; review: Review }): JSX.Element {
  const edit = () => props.review.write({ ...props.comment });
  return (
    <article class="diff-comment" aria-label={`Comment on ${place(props.comment.path, props.comment.range)}`}>
      <header class="diff-comment-head">
        <span class="diff-comment-place">{place(props.comment.path, props.comment.range)}</span>
        <IconButton icon="pencil" label="Change the comment" size={22} onClick={edit} />
        <IconButton icon="trash" label="Remove the comment" size={22} onClick={() => discardComments(props.review, [props.comment])} />
      </header>
      <p class="diff-comment-text">{props.comment.text}</p>
    </article>
  );
}

/** Where a comment is written. What is written is kept, also when the page is left. */
export function CommentForm(props: { review: Review }): JSX.Element {
  let field: HTMLTextAreaElement | undefined;
  onMount(() => {
    field?.focus({ preventScroll: true });
    // After the list has made room for it.
    setTimeout(() => field?.form?.scrollIntoView({ block: "nearest" }), 50);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape" && !props.review.writing()?.text.trim()) props.review.write(undefined);
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) props.review.add();
  };
  return (
    <Show when={props.review.writing()}>
      {(writing) => (
        <form
          class="diff-form"
          onSubmit={(event) => {
            event.preventDefault();
            props.review.add();
          }}
        >
          <label class="diff-comment-place" for="diff-comment-field">
            {place(writing().path, writing().range)}
          </label>
          <textarea
            id="diff-comment-field"
            ref={field}
            class="diff-field"
            rows={3}
            placeholder="What should the agent do about it?"
            value={writing().text}
            onInput={(event) => props.review.setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <div class="diff-form-actions">
            <Button kind="primary" size="small" type="submit" reason={writing().text.trim() ? undefined : "Write what should be done first"}>
              {writing().id ? "Change" : "Add to review"}
            </Button>
            <Button kind="quiet" size="small" onClick={() => discardWriting(props.review)}>
              Discard
            </Button>
            <span class="diff-form-hint">
              <Kbd keys="Mod+Enter" />
            </span>
          </div>
        </form>
      )}
    </Show>
  );
}
