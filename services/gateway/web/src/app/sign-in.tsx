import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { session, signInAddress } from "../client";
import { Button, Icon, type IconName } from "../ui";
import type { SignInErrorCode } from "../wire";
import { Logo } from "./logo";
import { local } from "./return-to";
import { useTitle } from "./title";

/** Why a sign-in did not succeed, and what to do: the gateway's codes. */
const REASONS: Record<SignInErrorCode, string> = {
  denied: "You did not let Foundry see your GitHub account, so you are not signed in. Nothing was stored.",
  stateMismatch:
    "GitHub's answer does not belong to the sign-in that was begun last in this browser. Perhaps another tab began one. Sign in again here.",
  expired:
    "This sign-in took longer than ten minutes, or the browser kept no cookie of it. Sign in again; if that repeats itself, allow cookies for this site.",
  codeUsed: "GitHub's answer was used before, or has become too old. Sign in again.",
  githubUnreachable: "GitHub did not answer in time, so it is not known who you are. Try again in a moment.",
  githubRefused: "GitHub refused this Foundry's own credentials. Whoever runs it must check its client id, secret and callback address.",
  notConfigured: "Sign-in is not set up here. Whoever runs this Foundry must give it a GitHub client and a token key.",
  unavailable: "Foundry itself is not quite there at the moment. Try again shortly.",
};

const SCOPES: { icon: IconName; scope: string; why: string }[] = [
  { icon: "building", scope: "read:org", why: "Which organizations you belong to. You see those, and no others." },
  { icon: "mail", scope: "user:email", why: "Your address, for commits in your name." },
  {
    icon: "git-branch",
    scope: "repo",
    why: "Your repositories, so that an agent can push its branch as you. The token is sealed, never shown, and yours to withdraw at GitHub.",
  },
];

export function SignIn() {
  const [params] = useSearchParams<{ error?: string; returnTo?: string; signedOut?: string }>();
  const navigate = useNavigate();
  const [isBusy, setBusy] = createSignal(false);
  const returnTo = () => local(params.returnTo);
  useTitle(() => "Sign in");
  const go = () => {
    setBusy(true);
    window.location.assign(signInAddress(returnTo()));
  };
  return (
    <main class="sign-in">
      <div class="sign-in-column">
        <Logo />
        <h1>Sign in to Foundry</h1>
        <p>Your team's coding agents, on the branches of your GitHub repositories.</p>
        <Show when={params.error}>
          {(error) => (
            <p class="sign-in-error" role="alert">
              <Icon name="circle-alert" />
              {Object.hasOwn(REASONS, error()) ? REASONS[error() as SignInErrorCode] : "The sign-in did not succeed. Try again."}
            </p>
          )}
        </Show>
        <Show when={params.signedOut !== undefined}>
          <p role="status">You are signed out.</p>
        </Show>
        <Show
          when={session()}
          fallback={
            <Button kind="primary" size="large" busy={isBusy()} onClick={go}>
              Continue with GitHub
            </Button>
          }
        >
          {(person) => (
            <>
              <Button kind="primary" size="large" onClick={() => navigate(returnTo())}>
                Go on as {person().login}
              </Button>
              <Button kind="quiet" busy={isBusy()} onClick={go}>
                Sign in as somebody else
              </Button>
            </>
          )}
        </Show>
        <details class="sign-in-scopes">
          <summary>What GitHub will ask you for</summary>
          <ul>
            <For each={SCOPES}>
              {({ icon, scope, why }) => (
                <li>
                  <Icon name={icon} />
                  <div>
                    <code>{scope}</code>
                    <p>{why}</p>
                  </div>
                </li>
              )}
            </For>
          </ul>
        </details>
      </div>
    </main>
  );
}
