/** How a light looks. Never by colour alone. */

import type { IconName } from "../ui";
import type { Light } from "./services";

export const LIGHTS: Record<Light, { icon: IconName; word: string; tone: "success" | "warning" | "danger" }> = {
  good: { icon: "circle-check", word: "answers", tone: "success" },
  slow: { icon: "hourglass", word: "slow", tone: "warning" },
  away: { icon: "circle-x", word: "away", tone: "danger" },
};
