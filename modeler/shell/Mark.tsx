/** The product's mark: one path that forks. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0e6b75" />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="8" cy="16" r="2.8" />
        <path d="M11 16h4.2M15.2 16c3 0 2.6-5.6 5.4-5.6M15.2 16c3 0 2.6 5.6 5.4 5.6" />
        <circle cx="23.6" cy="10.4" r="2.8" fill="#fff" />
        <circle cx="23.6" cy="21.6" r="2.8" />
      </g>
    </svg>
  );
}
