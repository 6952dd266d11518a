/** Opening the dialog from anywhere, with what is known already. */

import { createSignal } from "solid-js";

export interface Preset {
  repositoryId?: string;
  /** An existing branch to work on. */
  onBranch?: string;
  prompt?: string;
}

const [preset, setPreset] = createSignal<Preset>();

export { preset };

export function openNewTask(wanted: Preset = {}): void {
  setPreset(wanted);
}

export function closeNewTask(): void {
  setPreset(undefined);
}
