import { createSignal, For } from "solid-js";
import { Problem, request } from "../client";
import { plural } from "../pages";
import { Button } from "../ui";
import type { GithubState } from "./model";

/** Repositories that the last sync could not read, each with why; one can be read again by itself. */
export function Failures(props: { organizationId: string; failures: GithubState["failures"] }) {
  const [asked, setAsked] = createSignal<ReadonlyMap<string, string>>(new Map());
  const say = (repositoryId: string, words: string) => setAsked((before) => new Map([...before, [repositoryId, words]]));
  async function readAgain(repositoryId: string) {
    say(repositoryId, "Asking");
    try {
      await request("githubData.reloadRepository", [props.organizationId], { repositoryId });
      say(repositoryId, "It is being read again");
    } catch (thrown) {
      say(repositoryId, Problem.of(thrown).detail);
    }
  }
  return (
    <details class="sync-failures">
      <summary>{plural(props.failures.length, "repository", "repositories")} could not be read</summary>
      <ul>
        <For each={props.failures}>
          {(failure) => (
            <li>
              <span class="mono">{failure.fullName}</span> <span>{failure.message}</span>
              <span role="status">{asked().get(failure.repositoryId)}</span>
              <Button size="small" kind="quiet" icon="refresh-cw" onClick={() => void readAgain(failure.repositoryId)}>
                Read it again
              </Button>
            </li>
          )}
        </For>
      </ul>
    </details>
  );
}
