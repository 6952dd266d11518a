import { For, Show } from "solid-js";
import { query, request, session } from "../client";
import { Ago, Card, createAsking, createRead, OrProblem } from "../pages";
import { Badge, Button, confirm, Icon, Notice, Skeleton } from "../ui";
import { device } from "./device";

/** Every browser that this person is signed in with; each can be signed out. */
export function SignIns() {
  const list = createRead(
    () => "me",
    (me) => query("user.signIns", [me]),
  );
  const { isBusy, says, ask } = createAsking(() => list.again());
  const here = () => session()?.signInId ?? undefined;

  async function endOthers() {
    const about = "Every other browser is signed out at once. This one stays. API tokens stay, too.";
    if (!(await confirm({ title: "Sign out everywhere else?", about, action: "Sign out the others", danger: true }))) return;
    await ask("others", () => request("user.endAllSignIns", ["me"], { except: here() ?? null }));
  }

  return (
    <Card
      title="Sign-ins"
      about="Where you are signed in with a browser. One that is not used ends by itself."
      actions={
        <Show when={(list.value()?.signIns.length ?? 0) > 1}>
          <Button busy={isBusy("others")} onClick={() => void endOthers()}>
            Sign out everywhere else…
          </Button>
        </Show>
      }
    >
      <Show when={says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
      <OrProblem of={list} what="The sign-ins could not be read">
        <Show when={list.value()} fallback={<Skeleton label="Loading your sign-ins" />}>
          {(found) => (
            <ul class="page-rows">
              <For
                each={found().signIns}
                fallback={<li class="page-about">You are here by an API token, and signed in with no browser.</li>}
              >
                {(signIn) => (
                  <li class="settings-row">
                    <Icon name="monitor" />
                    <div class="settings-row-main" data-tip={signIn.userAgent ?? undefined}>
                      {device(signIn.userAgent)}
                      <small>
                        Used <Ago at={signIn.seenAt} /> · made <Ago at={signIn.createdAt} />
                      </small>
                    </div>
                    <Show
                      when={signIn.signInId === here()}
                      fallback={
                        <Button
                          size="small"
                          busy={isBusy(signIn.signInId)}
                          onClick={() => void ask(signIn.signInId, () => request("user.endSignIn", ["me"], { signInId: signIn.signInId }))}
                        >
                          Sign out
                        </Button>
                      }
                    >
                      <Badge tone="success" icon="circle-check">
                        this browser
                      </Badge>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Show>
      </OrProblem>
    </Card>
  );
}
