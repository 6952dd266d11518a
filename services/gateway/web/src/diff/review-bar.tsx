import { createSignal, Show, type JSX } from "solid-js";

import { plural } from "../checks/summary";
import { Problem, request, useTask } from "../client";
import { Button, Menu, Notice } from "../ui";
import type { Session } from "../wire";
import { discardComments } from "./discard";
import type { Review } from "./kept";
import { reviewMessage, tooMuch } from "./review";

/** The comments that are collected, and the one message that they become. */
export function ReviewBar(props: { organizationId: string; taskId: string; sessionId?: string; review: Review }): JSX.Element {
  const task = useTask(() => props.organizationId, () => props.taskId);
  const [problem, setProblem] = createSignal<Problem>();
  const [isSending, setSending] = createSignal(false);
  const target = (): Session | undefined => task.session(props.sessionId) ?? task.sessions()[0];
  const send = async (session: Session): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    const { review } = props;
    const sent = review.comments().map((comment) => ({ ...comment }));
    try {
      await request("task.sendMessage", [props.organizationId, props.taskId], {
        sessionId: session.sessionId,
        ...reviewMessage(sent),
        interrupt: false,
      });
      // What was written meanwhile is for the next one.
      review.remove(sent);
    } catch (thrown) {
      setProblem(Problem.of(thrown));
    }
    setSending(false);
  };
  const reason = () => (target() ? tooMuch([...props.review.comments()]) : "Open a session first: the comments are sent to its agent.");
  return (
    <Show when={props.review.comments().length > 0}>
      <div class="diff-review" role="region" aria-label="Review">
        <Show when={problem()}>{(problem) => <Notice tone="danger">{problem().detail}</Notice>}</Show>
        <div class="diff-review-row">
          <span class="diff-review-count">{plural(props.review.comments().length, "comment")}</span>
          <Show when={reason()}>{(reason) => <span class="diff-review-reason">{reason()}</span>}</Show>
          <Button kind="quiet" size="small" disabled={isSending()} onClick={() => discardComments(props.review, props.review.comments())}>
            Discard all
          </Button>
          <Show when={task.sessions().length > 1}>
            <Menu
              label="Send to"
              align="end"
              side="above"
              items={() => task.sessions().map((session) => ({ label: session.name, onSelect: () => void send(session) }))}
              trigger={(button) => (
                <Button size="small" icon="chevron-up" disabled={isSending() || reason() !== undefined} {...button}>
                  Send to
                </Button>
              )}
            />
          </Show>
          <Button
            kind="primary"
            size="small"
            icon="send"
            busy={isSending()}
            disabled={reason() !== undefined}
            onClick={() => {
              const session = target();
              if (session) void send(session);
            }}
          >
            {target() ? `Send to ${target()?.name}` : "Send"}
          </Button>
        </div>
      </div>
    </Show>
  );
}
