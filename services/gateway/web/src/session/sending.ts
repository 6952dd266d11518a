// What is sent to one session, and what of it is on its way.
import { type Accessor, createEffect, createMemo } from "solid-js";

import type { PromptItem } from "../transcript";
import { toast } from "../ui";
import type { AgentSession } from "./contract";
import type { Draft } from "./draft-book";
import { type Standing, isSettled, onItsWay } from "./on-its-way";
import { type How, type Sending, pendingOf, sendMessage, settle } from "./outbox";

export function createSending(to: Sending & { sessionId: string }, session: Accessor<AgentSession | undefined>, prompts: Accessor<PromptItem[]>) {
  const hasWaited = new Map<string, Draft>();
  const standing = createMemo((): Standing => {
    const waiting = [...(session()?.queue ?? []), ...(session()?.steering ?? [])];
    for (const { messageId, text, attachments } of waiting) hasWaited.set(messageId, { text, attachments });
    return {
      said: new Set(prompts().flatMap((prompt) => prompt.turn ?? [])),
      waiting: new Set(waiting.map((message) => message.messageId)),
      turn: session()?.turn ?? null,
      hasWaited,
    };
  });
  createEffect(() => settle((messageId) => isSettled(messageId, standing())));

  /** The same message once more. */
  async function again(prompt: PromptItem): Promise<void> {
    const attachments = prompt.attachments.map(({ filePath, lineNumber, lineContent, imageId }, at) => ({
      id: `again-${at}`,
      filePath,
      lineNumber,
      lineContent,
      ...(imageId && { imageId }),
    }));
    const why = sendMessage(to, { text: prompt.text, attachments });
    if (why) toast({ kind: "warning", text: why });
  }

  return {
    sent: () => onItsWay(pendingOf(to.taskId, to.sessionId), standing()),
    /** Why it is not taken; undefined when it is. */
    send: (draft: Draft, how: How = {}) => sendMessage(to, draft, how),
    again,
    /** The last message, if there is one. */
    lastAgain(): Promise<void> | undefined {
      const last = prompts().at(-1);
      return last && again(last);
    },
  };
}
