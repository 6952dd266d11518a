import { Show, type JSX } from "solid-js";

import { Icon, Time, type IconName } from "../ui";
import type { Member, Owner, SandboxRecord } from "../wire";
import { credentials, type Tone } from "./credentials";

const ICONS: Record<Tone, IconName> = { good: "shield-check", pending: "shield", problem: "shield-alert", none: "shield" };

/** What it means that somebody's credentials are inside. */
function scope(login: string | undefined): string | undefined {
  return login && `What runs inside can do in the repository what ${login} may do there.`;
}

/** Whose git identity is inside the sandbox, beside who the owner is. */
export function CredentialsRow(props: { owner?: Owner | null; sandbox?: SandboxRecord; member?: Member; isEnded: boolean }): JSX.Element {
  const said = () => credentials(props.owner, props.sandbox, props.member, props.isEnded);
  return (
    <div class={`credentials credentials-${said().tone}`} title={scope(said().login)}>
      <Icon name={ICONS[said().tone]} />
      <div>
        <p>
          Credentials inside:{" "}
          <Show when={said().login} fallback={<b>nobody's</b>}>
            {(login) => (
              <>
                <b>{login()}</b>
                <Show when={said().since}>
                  {(since) => (
                    <>
                      {" "}
                      since <Time at={since()} />
                    </>
                  )}
                </Show>
              </>
            )}
          </Show>
        </p>
        <Show when={said().note}>{(note) => <p class="credentials-note">{note()}</p>}</Show>
      </div>
    </div>
  );
}
