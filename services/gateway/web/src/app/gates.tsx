// Who may see what: without a sign-in the sign-in page, without the organization a word about it.
import { Navigate, type RouteSectionProps, useLocation, useParams } from "@solidjs/router";
import { createEffect, createMemo, Match, Show, Switch } from "solid-js";
import { hasSignedOut, request, session, useMe, useOrganization } from "../client";
import { Empty, toastProblem } from "../ui";
import { organizationPage, signInPage } from "./addresses";
import { Frame } from "./frame";
import { Splash } from "./splash";

/** `/`: to wherever this person left off. */
export function Entry() {
  const location = useLocation();
  return (
    <Show when={session()} fallback={<Navigate href={`/sign-in${location.search}`} />}>
      <Own />
    </Show>
  );
}

function Own() {
  const me = useMe();
  const location = useLocation();
  return (
    <Show when={me.app()} fallback={<Splash label="Loading" />}>
      {(app) => (
        <Show when={app().activeOrganizationId} fallback={<Navigate href={`/organizations${location.search}`} />}>
          {(id) => <Navigate href={organizationPage(id(), location.search)} />}
        </Show>
      )}
    </Show>
  );
}

/** Lets in whoever is signed in. Others are led back to where they were, but for those who wanted to leave. */
export function SignedInGate(props: RouteSectionProps) {
  const location = useLocation();
  const signIn = () => (hasSignedOut() ? "/sign-in?signedOut" : signInPage(location.pathname + location.search));
  return (
    <Show when={session()} fallback={<Navigate href={signIn()} />}>
      {props.children}
    </Show>
  );
}

/** Lets in who belongs to the organization of the address, and remembers it as the one that is opened first. */
export function OrganizationGate(props: RouteSectionProps) {
  return (
    <SignedInGate {...props}>
      <OfOrganization>{props.children}</OfOrganization>
    </SignedInGate>
  );
}

function OfOrganization(props: { children: RouteSectionProps["children"] }) {
  const params = useParams<{ organizationId: string }>();
  const me = useMe();
  // What its page shows is asked for beside whether it may be: whoever does not belong is refused both.
  useOrganization(() => params.organizationId);
  const belongs = createMemo(() => me.app()?.organizations.some((one) => one.organizationId === params.organizationId));
  let selected: string | undefined;
  createEffect(() => {
    const id = params.organizationId;
    if (!belongs() || selected === id || me.app()?.activeOrganizationId === id) return;
    selected = id;
    request("user.selectOrganization", ["me"], { organizationId: id }, { isQuiet: true }).catch((thrown: unknown) =>
      toastProblem("This organization will not be opened first next time", thrown),
    );
  });
  return (
    <Switch fallback={<Splash label="Loading" />}>
      <Match when={belongs()}>
        <Show when={params.organizationId} keyed>
          {(id) => <Frame organizationId={id}>{props.children}</Frame>}
        </Show>
      </Match>
      <Match when={belongs() === false || me.topic.status() === "refused"}>
        <main class="app-splash">
          <Empty
            isPage
            icon="building"
            title={`You do not belong to “${params.organizationId}”`}
            action={
              <a class="button button-plain button-normal" href="/organizations">
                Your organizations
              </a>
            }
          >
            Either there is no such organization, or GitHub does not count you among its members. If you have just joined, sign in again.
          </Empty>
        </main>
      </Match>
    </Switch>
  );
}
