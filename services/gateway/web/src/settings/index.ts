export { AccountPage } from "./AccountPage";
export { followAppearance } from "./appearance";
export { SettingsPage } from "./SettingsPage";
