/** The mark of Foundry. */
export function Logo(props: { size?: number }) {
  return (
    <svg class="logo" width={props.size ?? 36} height={props.size ?? 36} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--raised)" />
      <path d="M9 23V9h14v4H13.500v2.500H21v4h-7.500V23z" fill="var(--accent)" />
      <circle cx="23" cy="22" r="2.200" fill="var(--accent)" />
    </svg>
  );
}
