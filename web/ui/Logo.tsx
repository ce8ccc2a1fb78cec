/** A sprout in a square seal: two leaves on a stem. One colour, drawn for 16 px and up. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <rect x="2.5" y="2.5" width="27" height="27" rx="5" />
      <path d="M16 25v-9" />
      <path d="M16 17c0-5 3-8 8-8 0 5-3 8-8 8Z" fill="currentColor" stroke="none" />
      <path d="M16 20c0-4-2.6-6.6-7-6.6 0 4.2 2.6 6.6 7 6.6Z" fill="currentColor" stroke="none" />
    </svg>
  );
}
