/** One repository as GitHub said it, with its branches; read again when its line or one of its tasks changes. */

import { query } from "../client";
import { createRead } from "../pages";

export function useRepository(organizationId: () => string, repositoryId: () => string, newest: () => number) {
  return createRead(
    () => ({ organizationId: organizationId(), repositoryId: repositoryId(), newest: newest() }),
    (wanted, signal) => query("githubData.getRepository", [wanted.organizationId], { repositoryId: wanted.repositoryId }, { signal }),
    { keeps: true },
  );
}
