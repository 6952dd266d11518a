export { Palette } from "./Palette";
export { type PageCommand, registerCommands, runCommand } from "./commands";
