import { Show, type JSX } from "solid-js";

import { plural } from "../checks/summary";
import { useTask } from "../client";
import { sendMessage } from "../session/outbox";
import { Button, Menu, Notice, toast } from "../ui";
import type { Session } from "../wire";
import { discardComments } from "./discard";
import type { Review } from "./kept";
import { reviewMessage, tooMuch } from "./review";

/** The comments that are collected, and the one message that they become. */
export function ReviewBar(props: { organizationId: string; taskId: string; sessionId?: string; review: Review }): JSX.Element {
  const task = useTask(() => props.organizationId, () => props.taskId);
  const target = (): Session | undefined => task.session(props.sessionId) ?? task.sessions()[0];
  /** As any message: kept in this browser until the server has it, and sent once. Why it did not go is said where it was sent. */
  const send = ({ sessionId, name }: Session): void => {
    const { organizationId, taskId, review } = props;
    const sent = review.comments().map((comment) => ({ ...comment }));
    const why = sendMessage({ organizationId, taskId, sessionId }, reviewMessage(sent));
    if (why) return void toast({ kind: "warning", text: why });
    review.remove(sent);
    toast({ text: `${plural(sent.length, "comment")} sent to ${name}` });
  };
  const reason = () => (target() ? tooMuch([...props.review.comments()]) : "Open a session first: the comments are sent to its agent.");
  return (
    <>
      <Show when={props.review.isUnkept()}>
        <Notice tone="warning">This browser has no room left: what you have written here is lost when the page is closed. Send it before, or copy it.</Notice>
      </Show>
      <Show when={props.review.comments().length > 0}>
        <div class="diff-review" role="region" aria-label="Review">
          <div class="diff-review-row">
            <span class="diff-review-count">{plural(props.review.comments().length, "comment")}</span>
            <Show when={reason()}>{(reason) => <span class="diff-review-reason">{reason()}</span>}</Show>
            <Button kind="quiet" size="small" onClick={() => discardComments(props.review, props.review.comments())}>
              Discard all
            </Button>
            <Show when={task.sessions().length > 1}>
              <Menu
                label="Send to"
                align="end"
                side="above"
                items={() => task.sessions().map((session) => ({ label: session.name, onSelect: () => send(session) }))}
                trigger={(button) => (
                  <Button size="small" icon="chevron-up" disabled={reason() !== undefined} {...button}>
                    Send to
                  </Button>
                )}
              />
            </Show>
            <Button
              kind="primary"
              size="small"
              icon="send"
              disabled={reason() !== undefined}
              onClick={() => {
                const session = target();
                if (session) send(session);
              }}
            >
              {target() ? `Send to ${target()?.name}` : "Send"}
            </Button>
          </div>
        </div>
      </Show>
    </>
  );
}
