import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { EntitlementView } from '../../../common/contract/entitlements.ts';
import { describeDay } from '../../../common/i18n/days.ts';
import { Mark, type Tone } from '../PageHead.tsx';
import { useLocale } from '../text.tsx';
import { useOrganisationsText } from '../organisations/use-text.ts';
import styles from '../records/records.module.css';

const tones: Readonly<Record<EntitlementView['state'], Tone>> = { current: 'good', future: 'info', used_up: 'soon', expired: 'plain', ended: 'plain' };

export type Counted = EntitlementView & { usesLeft: number; usesGranted: number };
type Props = { items: readonly EntitlementView[]; /** Without saying whose they are. */ brief?: boolean; edit?: ((item: EntitlementView) => void) | undefined; end?: ((item: EntitlementView) => void) | undefined; uses?: ((item: Counted) => void) | undefined };

/** Entitlements: what, whose, until when, how much is left. */
export function EntitlementRows({ items, brief = false, edit, end, uses }: Props) {
  const words = useOrganisationsText();
  const { language } = useLocale();
  return (
    <ul className={styles.list}>
      {items.map((item) => {
        const { id, productName, planName, planKind, from, lastDay, usesLeft, usesGranted, state, reference, source, holder } = item;
        const period = lastDay === undefined ? words('period_from', { from: describeDay(from, language) }) : words('period', { from: describeDay(from, language), last: describeDay(lastDay, language) });
        const left = usesLeft === undefined || usesGranted === undefined ? undefined : words('uses_left', { left: usesLeft, granted: usesGranted });
        return (
          <li key={id} className={styles.row}>
            <span className={styles.name}>{productName} · {planName}</span>
            <span className={styles.detail}>
              {!brief && <><Holder holder={holder} /> · </>}
              {[period, left, reference, words(`source_${source}`)].filter((part) => part !== undefined).join(' · ')}
            </span>
            <span className={styles.marks}>
              {planKind === undefined && <Mark tone="soon">{words('plan_gone')}</Mark>}
              {holder.kind === 'account' && <Mark>{words('state_waiting')}</Mark>}
              <Mark tone={tones[state]}>{words(`state_${state}`)}</Mark>
            </span>
            {edit !== undefined && end !== undefined && (
              <span className={styles.buttons}>
                <Button size="compact-xs" variant="default" onClick={() => edit(item)}>{words('edit')}</Button>
                {uses !== undefined && isCounted(item) && <Button size="compact-xs" variant="default" onClick={() => uses(item)}>{words('uses_change')}</Button>}
                {state !== 'expired' && <Button size="compact-xs" variant="default" onClick={() => end(item)}>{words(state === 'ended' ? 'resume' : 'end')}</Button>}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const isCounted = (item: EntitlementView): item is Counted => item.usesLeft !== undefined && item.usesGranted !== undefined;

function Holder({ holder }: Pick<EntitlementView, 'holder'>) {
  if (holder.kind === 'account') return <>{holder.value}</>;
  return <Link to={holder.kind === 'person' ? `/console/people/${holder.id}` : `/console/organisations/${holder.id}`}>{holder.name}</Link>;
}
