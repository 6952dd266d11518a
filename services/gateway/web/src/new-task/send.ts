import { request } from "../client";
import { requestSoon } from "../session/contract";
import { createSession } from "../session/create";
import type { Send } from "./chain";

/** The three commands of a new task, through the gateway. */
export const sendTo = (organizationId: string): Send => ({
  createTask: (id, body) => request("organization.createTask", [organizationId], body, { id }),
  createSession: (id, taskId, body) => createSession([organizationId, taskId], body, { id }),
  sendMessage: (id, taskId, body) => requestSoon("task.sendMessage", [organizationId, taskId], body, { id }),
});

/** What could not be sent becomes the task's draft, so that it stands in its composer. */
export async function saveDraft(organizationId: string, taskId: string, sessionId: string | undefined, text: string): Promise<void> {
  await request("user.saveDraft", ["me"], { organizationId, taskId, sessionId: sessionId ?? null, text, attachments: [] });
}
