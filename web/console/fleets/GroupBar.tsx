import type { GroupStanding } from '../../../common/contract/groups.ts';
import { standingOf } from './intake.ts';
import { useGroupsText } from './use-text.ts';
import styles from './fleets.module.css';

/** How full a group is: heads from the left, ticks where it diverts and freezes, the reserve hatched; what the platform holds is the whole. */
export function GroupBar({ group, small = false }: { group: GroupStanding; small?: boolean }) {
  const words = useGroupsText();
  const { occupied, members, others, lines } = group;
  const whole = Math.max(lines.target, occupied, 1);
  const at = (heads: number) => `${Math.min(100, (heads / whole) * 100)}%`;
  const label = words('bar', { occupied, target: lines.target, divert: lines.divert, freeze: lines.freeze, limit: lines.limit });
  return (
    <>
      <span className={styles.bar} data-state={standingOf(group)} data-small={small} title={label} aria-hidden>
        <span className={styles.reserve} style={{ left: at(lines.freeze), width: at(lines.target - lines.freeze) }} />
        <span className={styles.heads} style={{ width: at(members + others) }} />
        <span className={styles.held} style={{ left: at(members + others), width: at(group.reserved) }} />
        <span className={styles.tick} style={{ left: at(lines.divert) }} />
        <span className={styles.tick} style={{ left: at(lines.freeze) }} />
      </span>
      <span className={styles.hidden}>{label}</span>
    </>
  );
}
