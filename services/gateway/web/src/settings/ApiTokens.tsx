import { For, Show } from "solid-js";
import { everyMinute, query, request } from "../client";
import { Ago, Card, createAsking, createRead, OrProblem } from "../pages";
import { age, Badge, Button, confirm, Empty, Icon, Notice, Skeleton, when } from "../ui";
import { NewToken } from "./NewToken";

/** For scripts and CI: what they may do is at most what their person may do. */
export function ApiTokens() {
  const list = createRead(
    () => "me",
    (me) => query("user.apiTokens", [me]),
  );
  const { isBusy, says, ask } = createAsking(() => list.again());

  async function revoke(apiTokenId: string, name: string) {
    const about = "Whoever uses it is refused from now on. This cannot be undone.";
    if (!(await confirm({ title: `Revoke “${name}”?`, about, action: "Revoke", danger: true }))) return;
    await ask(apiTokenId, () => request("user.revokeApiToken", ["me"], { apiTokenId }));
  }

  return (
    <>
      <Card title="New API token" about="For scripts, CI and curl: Authorization: Bearer …">
        <NewToken made={list.again} />
      </Card>
      <Card title="Tokens in force">
        <Show when={says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
        <OrProblem of={list} what="The tokens could not be read">
          <Show when={list.value()} fallback={<Skeleton label="Loading your tokens" />}>
            {(found) => (
              <ul class="page-rows">
                <For
                  each={found().apiTokens}
                  fallback={
                    <li>
                      <Empty icon="key-round" title="No token yet" />
                    </li>
                  }
                >
                  {(token) => (
                    <li class="settings-row">
                      <Icon name="key-round" />
                      <div class="settings-row-main">
                        {token.name}
                        <small>
                          made <Ago at={token.createdAt} /> ·{" "}
                          {token.organizations.length === 0 ? "all your organizations" : token.organizations.join(", ")} ·{" "}
                          <Show when={token.expiresAt} fallback="does not end by itself">
                            {(at) => <span data-tip={when(at())}>ends in {age(at() - everyMinute())}</span>}
                          </Show>
                        </small>
                      </div>
                      <Badge tone={token.scope === "admin" ? "warning" : "plain"}>{token.scope}</Badge>
                      <Button
                        size="small"
                        kind="danger"
                        busy={isBusy(token.apiTokenId)}
                        onClick={() => void revoke(token.apiTokenId, token.name)}
                      >
                        Revoke…
                      </Button>
                    </li>
                  )}
                </For>
              </ul>
            )}
          </Show>
        </OrProblem>
      </Card>
    </>
  );
}
