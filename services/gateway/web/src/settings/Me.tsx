import { createSignal, For, Show } from "solid-js";
import { Problem, session, signOut } from "../client";
import { Card } from "../pages";
import { attempt, Avatar, Badge, Button, Notice, Skeleton, TextField } from "../ui";
import { knownModels } from "./known-models";
import { usePreferences } from "./preference";

/** Visible ASCII, as the contract has it. */
const MODEL = /^[\x21-\x7e]{0,100}$/;

export function Me() {
  const { me, preferences } = usePreferences();
  return (
    <>
      <Card
        title="Profile"
        about="GitHub says who you are; change it there."
        actions={
          <Button icon="log-out" onClick={() => void attempt("You are still signed in", () => signOut())}>
            Sign out
          </Button>
        }
      >
        <Show when={me.app()} fallback={<Skeleton label="Loading your profile" />}>
          {(app) => (
            <div class="settings-person">
              <Avatar name={app().profile.login} size={40} />
              <div class="settings-row-main">
                {app().profile.login} <small>{[app().profile.name, app().profile.email].filter((part) => part).join(" · ")}</small>
                <small class="mono">{session()?.userId}</small>
              </div>
            </div>
          )}
        </Show>
      </Card>
      <Card title="Organizations" about="Where you belong, as GitHub says.">
        <ul class="page-rows">
          <For each={me.app()?.organizations} fallback={<li class="page-about">None yet. GitHub is asked when you sign in.</li>}>
            {(one) => (
              <li class="settings-row">
                <a class="settings-person" href={`/organizations/${one.organizationId}`}>
                  <Avatar name={one.displayName} size={22} shape="square" /> {one.displayName}
                </a>
                <Badge>{one.kind === "personal" ? "your own" : one.role}</Badge>
              </li>
            )}
          </For>
        </ul>
      </Card>
      <Card
        title="Default model"
        about="New sessions ask their agent for it. An agent that does not offer it chooses by itself, and the session says so."
      >
        <Show when={preferences()} fallback={<Skeleton label="Loading your preferences" lines={1} />}>
          {(known) => <Model saved={known().defaultModel ?? ""} />}
        </Show>
      </Card>
    </>
  );
}

function Model(props: { saved: string }) {
  const { set } = usePreferences();
  const [typed, setTyped] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const [says, setSays] = createSignal<string>();
  const model = () => typed() ?? props.saved;
  const wrong = () => (MODEL.test(model().trim()) ? undefined : "An id without spaces, of at most 100 characters");
  async function save(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setSays(undefined);
    try {
      await set({ defaultModel: model().trim() });
      setTyped(undefined);
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form class="settings-form" onSubmit={save}>
      <div class="page-field">
        <TextField
          label="Model"
          isLabelHidden
          placeholder="The agent’s own choice"
          value={model()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          problem={wrong()}
          list="known-models"
        />
        <datalist id="known-models">
          <For each={knownModels()}>{({ value, name }) => <option value={value}>{name}</option>}</For>
        </datalist>
      </div>
      <Button type="submit" busy={isBusy()} reason={model().trim() === props.saved ? "Nothing has changed" : wrong()}>
        Save
      </Button>
      <Show when={says()}>{(said) => <Notice tone="danger">{said()}</Notice>}</Show>
    </form>
  );
}
