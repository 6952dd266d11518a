import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { useSearchParams } from "@solidjs/router";
import { request, signOut, useMe } from "../client";
import type { Membership } from "../wire";
import { Age, attempt, Avatar, Badge, Button, Empty, Icon, Skeleton, TextField } from "../ui";
import { organizationPage } from "./addresses";
import { useTitle } from "./title";

/** From this many organizations on there is a search field. */
const SEARCHED = 8;

/** `/organizations`: where this person belongs. */
export function Picker() {
  const me = useMe();
  const [params] = useSearchParams<{ installation?: string }>();
  const [text, setText] = createSignal("");
  const [isAsking, setAsking] = createSignal(false);
  useTitle(() => "Organizations");
  const all = () => me.app()?.organizations ?? [];
  const found = createMemo(() => {
    const wanted = text().trim().toLowerCase();
    return all().filter((one) => `${one.displayName} ${one.login}`.toLowerCase().includes(wanted));
  });
  const isRunning = () => isAsking() || me.app()?.discovery.status === "running";
  const ask = async () => {
    setAsking(true);
    await attempt("GitHub was not asked where you belong", () => request("user.discoverOrganizations", ["me"], {}));
    setAsking(false);
  };
  return (
    <main class="picker">
      <section class="picker-card" aria-labelledby="picker-title">
        <header>
          <h1 id="picker-title">Your organizations</h1>
          <Button kind="quiet" size="small" icon="refresh-cw" busy={isRunning()} onClick={() => void ask()}>
            Ask GitHub again
          </Button>
        </header>
        <Show when={params.installation === "done"}>
          <p class="picker-note" role="status">
            Back from GitHub. Your organizations are being looked up again.
          </p>
        </Show>
        <Show when={params.installation === "notFromHere"}>
          <p class="picker-note" role="status">
            GitHub sent you here, but not from an installation that was begun in this browser, so nothing was done. If you have installed the
            App, ask GitHub again.
          </p>
        </Show>
        <Show when={me.app()?.discovery.status === "failed"}>
          <p class="picker-note picker-failed" role="alert">
            {me.app()?.discovery.message ?? "GitHub did not say where you belong. Sign in again."}
          </p>
        </Show>
        <Show when={me.app()?.discovery.status === "done" && me.app()?.discovery.message}>
          {(message) => (
            <p class="picker-note" role="status">
              {message()}
            </p>
          )}
        </Show>
        <Show when={all().length > SEARCHED}>
          <TextField label="Search" isLabelHidden placeholder="Search" value={text()} onInput={(event) => setText(event.currentTarget.value)} />
        </Show>
        <Switch fallback={<Skeleton lines={4} />}>
          <Match when={all().length > 0}>
            <ul class="picker-list">
              <For each={found()} fallback={<li class="picker-none">None is called so.</li>}>{(one) => <Row membership={one} />}</For>
            </ul>
          </Match>
          <Match when={me.app()}>
            <Empty icon="building" title={isRunning() ? "GitHub is being asked where you belong" : "No organization yet"} busy={isRunning()}>
              Foundry works with the GitHub organizations you belong to, and with your own account. If one is missing, one of its owners must
              allow Foundry's access at GitHub.
            </Empty>
          </Match>
        </Switch>
      </section>
      <footer class="picker-footer">
        <span>Signed in as {me.app()?.profile.login}</span>
        <a href="/account">Account</a>
        <button type="button" onClick={() => void attempt("You are still signed in", () => signOut())}>
          Sign out
        </button>
      </footer>
    </main>
  );
}

function Row(props: { membership: Membership }) {
  const one = () => props.membership;
  return (
    <li>
      <a class="picker-row" href={organizationPage(one().organizationId)}>
        <Avatar name={one().displayName} size={28} shape="square" />
        <span class="picker-name">
          <strong class="truncate">{one().displayName}</strong>
          <small>
            {one().kind === "personal" ? "Your own account" : "Organization"} · {one().role}
            <Show when={one().lastSyncAt}>
              {(at) => (
                <>
                  {" "}
                  · synced <Age at={at()} />
                </>
              )}
            </Show>
          </small>
        </span>
        <State membership={one()} />
        <Icon name="chevron-right" />
      </a>
    </li>
  );
}

function State(props: { membership: Membership }) {
  return (
    <Switch>
      <Match when={props.membership.installationStatus === "installRequired"}>
        <Badge tone="warning" icon="plug">
          Not connected
        </Badge>
      </Match>
      <Match when={props.membership.installationStatus === "reconnectRequired"}>
        <Badge tone="warning" icon="unplug">
          Reconnect
        </Badge>
      </Match>
      <Match when={props.membership.syncStatus === "syncing"}>
        <Badge tone="info" icon="refresh-cw">
          Syncing
        </Badge>
      </Match>
      <Match when={props.membership.syncStatus === "error"}>
        <Badge tone="danger" icon="circle-alert">
          Sync failed
        </Badge>
      </Match>
    </Switch>
  );
}
