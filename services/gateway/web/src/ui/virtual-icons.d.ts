declare module "virtual:icons" {
  /** Paths in a square of 24, by the icons' names. */
  const drawings: Record<string, string>;
  export default drawings;
}

declare const __BUILD__: string;
