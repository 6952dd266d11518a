import { createSignal, For, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { Problem, useMe } from "../client";
import { Button, CopyButton, Notice, TextField } from "../ui";
import { makeToken, type TokenScope } from "./make-token";

const SCOPES: readonly { value: TokenScope; name: string; about: string }[] = [
  { value: "read", name: "Read", about: "It may ask and follow what you may see." },
  { value: "write", name: "Write", about: "It may also do what a member may: create tasks, send messages, archive." },
  { value: "admin", name: "Admin", about: "It may do all that you may, sign-ins and tokens included. Keep it like a password." },
];
const LIFETIMES: readonly { days: number | undefined; name: string }[] = [
  { days: 7, name: "7 days" },
  { days: 30, name: "30 days" },
  { days: 90, name: "90 days" },
  { days: 366, name: "A year" },
  { days: undefined, name: "Until it is revoked" },
];

/** Makes a token, and shows it once. */
export function NewToken(props: { made: () => void }) {
  const me = useMe();
  const [form, setForm] = createStore({ name: "", scope: "read" as TokenScope, organization: "", lifetime: 1 });
  const [isBusy, setBusy] = createSignal(false);
  const [token, setToken] = createSignal<string>();
  const [says, setSays] = createSignal<string>();
  const about = () => SCOPES.find((scope) => scope.value === form.scope)?.about;
  const isNamed = () => form.name.trim() !== "";

  async function make(event: SubmitEvent) {
    event.preventDefault();
    if (!isNamed()) return;
    setBusy(true);
    setSays(undefined);
    try {
      const organizations = form.organization === "" ? [] : [form.organization];
      setToken(
        await makeToken({ name: form.name.trim(), scope: form.scope, organizations, expiresInDays: LIFETIMES[form.lifetime]?.days }),
      );
      setForm("name", "");
      props.made();
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <form class="settings-form" onSubmit={make}>
        <div class="page-field">
          <TextField
            label="What it is for"
            placeholder="CI"
            maxLength={100}
            value={form.name}
            onInput={(event) => setForm("name", event.currentTarget.value)}
          />
        </div>
        <div class="page-field">
          <label for="token-scope">It may</label>
          <select
            id="token-scope"
            class="page-input"
            value={form.scope}
            onChange={(event) => setForm("scope", event.currentTarget.value as TokenScope)}
          >
            <For each={SCOPES}>{(scope) => <option value={scope.value}>{scope.name}</option>}</For>
          </select>
        </div>
        <div class="page-field">
          <label for="token-organization">In</label>
          <select
            id="token-organization"
            class="page-input"
            value={form.organization}
            onChange={(event) => setForm("organization", event.currentTarget.value)}
          >
            <option value="">all your organizations</option>
            <For each={me.app()?.organizations}>{(one) => <option value={one.organizationId}>{one.displayName} only</option>}</For>
          </select>
        </div>
        <div class="page-field">
          <label for="token-lifetime">Ends after</label>
          <select
            id="token-lifetime"
            class="page-input"
            value={form.lifetime}
            onChange={(event) => setForm("lifetime", Number(event.currentTarget.value))}
          >
            <For each={LIFETIMES}>{(lifetime, index) => <option value={index()}>{lifetime.name}</option>}</For>
          </select>
        </div>
        <Button
          type="submit"
          kind="primary"
          icon="plus"
          busy={isBusy()}
          reason={isNamed() ? undefined : "Say what it is for"}
        >
          Make a token
        </Button>
      </form>
      <p class="page-about settings-scope">{about()}</p>
      <Show when={says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
      <Show when={token()}>
        {(made) => (
          <Notice tone="warning">
            <p>Copy it now: it is shown this once, and kept nowhere.</p>
            <div class="settings-token">
              <code>{made()}</code>
              <CopyButton text={made()} label="Copy the token" />
            </div>
            <Button size="small" kind="quiet" onClick={() => setToken(undefined)}>
              I have it
            </Button>
          </Notice>
        )}
      </Show>
    </>
  );
}
