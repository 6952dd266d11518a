// What is changed of a task is shown at once wherever it stands: in its own record, and in its line of the sidebar.
import { type Optimism, patch, request } from "../client";
import type { Owner, TaskRecord, TaskSummary } from "../wire";

export function renameTask(organizationId: string, taskId: string, title: string): Promise<unknown> {
  return request("task.rename", [organizationId, taskId], { title }, { optimistic: () => everywhere(organizationId, taskId, { title }) });
}

export function changeOwner(organizationId: string, taskId: string, { userId, login, avatarUrl }: Owner): Promise<unknown> {
  const owner = { userId, login, avatarUrl };
  return request("task.changeOwner", [organizationId, taskId], { userId }, { optimistic: () => everywhere(organizationId, taskId, { owner }) });
}

function everywhere(organizationId: string, taskId: string, change: { title?: string; owner?: Owner }): Optimism {
  const organization = `organization.${organizationId}`;
  const task = `task.${organizationId}.${taskId}`;
  const patches = [
    patch<TaskRecord>(task, task, (record) => ({ ...record, ...change })),
    patch<TaskSummary>(organization, `${organization}.task.${taskId}`, (line) => ({ ...line, ...change })),
  ];
  return {
    undo: () => patches.forEach((one) => one.undo()),
    settle: () => patches.forEach((one) => one.settle()),
  };
}
