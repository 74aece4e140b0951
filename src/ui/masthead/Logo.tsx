/** The mark: a packet on its way. */
export function Logo() {
  return (
    <svg width="30" height="18" viewBox="0 0 30 18" aria-hidden="true" focusable="false">
      <path d="M1 9h28" stroke="var(--line-strong)" strokeWidth="1.5" strokeDasharray="2 3" />
      <rect x="6" y="2" width="18" height="14" rx="7" fill="var(--accent)" />
      <path
        d="M11 9h8m-3.2-3.2L19 9l-3.2 3.2"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
