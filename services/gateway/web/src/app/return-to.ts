/** A path of this very page; whatever leads elsewhere leads home. */
export function local(returnTo: string | undefined): string {
  return returnTo && /^\/(?![/\\])[^\\\s]*$/.test(returnTo) ? returnTo : "/";
}
