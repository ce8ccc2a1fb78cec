import { termClass } from './GroupBadge.tsx';

/** How full a group is, with ticks where it diverts and freezes; numbers beside it say the same. */
export function SeatBar({ heads, target, term }: { heads: number; target: number; term?: number | undefined }) {
  const width = Math.min(100, Math.round((heads / Math.max(1, target)) * 1000) / 10);
  return (
    <svg className={`seats${termClass(term)}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="6" />
      <rect className="taken" width={width} height="6" />
      <path d="M60 0v6M80 0v6" />
    </svg>
  );
}
