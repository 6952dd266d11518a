import { createEffect, createSignal, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { Problem, request, useOrganization } from "../client";
import { Card, useRole } from "../pages";
import { Button, Notice, Skeleton, TextField } from "../ui";
import type { components } from "../wire";
import "../sync/sync.css";
import { profileChange, profileForm, wrongProfile } from "./profile-form";

type Summary = components["schemas"]["OrganizationSummary"];

export function Profile(props: { organizationId: string }) {
  const organization = useOrganization(() => props.organizationId);
  const { isAdmin } = useRole(() => props.organizationId);
  return (
    <Card title="How the organization is shown" about="Members see this here. At GitHub nothing changes.">
      <Show when={organization.profile()} fallback={<Skeleton label="Loading the profile" />}>
        {(profile) => (
          <Show when={isAdmin()} fallback={<ReadOnly profile={profile()} />}>
            <Form organizationId={props.organizationId} profile={profile()} />
          </Show>
        )}
      </Show>
    </Card>
  );
}

/** What everybody else sees: no field that could not be saved. */
function ReadOnly(props: { profile: Summary }) {
  return (
    <>
      <dl class="sync-facts">
        <div>
          <dt>Name</dt>
          <dd>{props.profile.displayName}</dd>
        </div>
        <div>
          <dt>Short name</dt>
          <dd class="mono">{props.profile.slug}</dd>
        </div>
        <div>
          <dt>Domain</dt>
          <dd>{props.profile.primaryDomain ?? "none"}</dd>
        </div>
      </dl>
      <p class="page-about">An admin of the organization can change this.</p>
    </>
  );
}

function Form(props: { organizationId: string; profile: Summary }) {
  const [form, setForm] = createStore(profileForm(props.profile));
  const [isTouched, setTouched] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [says, setSays] = createSignal<{ tone: "danger" | "plain"; text: string }>();
  // Somebody else's change comes in, unless one is typing.
  createEffect(() => !isTouched() && setForm(profileForm(props.profile)));
  const wrong = () => wrongProfile(form);
  const change = () => profileChange(props.profile, form);
  const set = (name: keyof typeof form) => (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    setTouched(true);
    setSays(undefined);
    setForm(name, event.currentTarget.value);
  };

  async function save(event: SubmitEvent) {
    event.preventDefault();
    const body = change();
    if (body === undefined || Object.keys(wrong()).length > 0) return;
    setBusy(true);
    try {
      await request("organization.updateProfile", [props.organizationId], body);
      setTouched(false);
      setSays({ tone: "plain", text: "Saved" });
    } catch (thrown) {
      setSays({ tone: "danger", text: Problem.of(thrown).detail });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={save}>
      <div class="page-field">
        <TextField label="Name" value={form.displayName} onInput={set("displayName")} problem={wrong().displayName} />
      </div>
      <div class="page-field">
        <TextField label="Short name" value={form.slug} onInput={set("slug")} problem={wrong().slug} hint="For addresses and lists" />
      </div>
      <div class="page-field">
        <TextField
          label="Domain"
          placeholder="acme.dev"
          value={form.primaryDomain}
          onInput={set("primaryDomain")}
          problem={wrong().primaryDomain}
          hint="Empty for none"
        />
      </div>
      <div class="settings-save">
        <Button
          type="submit"
          kind="primary"
          busy={isBusy()}
          reason={change() === undefined ? "Nothing has changed" : Object.values(wrong())[0]}
        >
          Save
        </Button>
        <Show when={says()?.tone === "plain"}>
          <span role="status">{says()?.text}</span>
        </Show>
      </div>
      <Show when={says()?.tone === "danger" && says()}>{(said) => <Notice tone="danger">{said().text}</Notice>}</Show>
    </form>
  );
}
