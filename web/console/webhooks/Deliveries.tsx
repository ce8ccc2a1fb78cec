import { Button, SegmentedControl } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import type { z } from 'zod';
import { deliveryStates, type Delivery, type deliveryDetailSchema, type DeliveryState } from '../../../common/contract/webhooks.ts';
import { Mark, type Tone } from '../PageHead.tsx';
import styles from '../programs/programs.module.css';
import { useProgramsText } from '../programs/text.ts';

/** Deliveries with their times in words; `detail` is the one that is looked at, with the exact times of its attempts. */
export type ShownDeliveries = {
  items: readonly (Delivery & { created: string | undefined; exact: string; next: string | undefined })[];
  state: 'all' | DeliveryState;
  next: string | undefined;
  paged: boolean;
  detail: z.output<typeof deliveryDetailSchema> | undefined;
};

const tones: Readonly<Record<DeliveryState, Tone>> = { waiting: 'soon', delivered: 'good', failed: 'bad' };
const reasons = ['too_slow', 'unreachable', 'host_unknown', 'destination_forbidden', 'port_forbidden', 'host_spelling', 'too_large', 'secret_unreadable'] as const;

/** Everything that was sent, latest first; one of them in full. */
export function Deliveries({ data: { items, state, next, paged, detail }, again }: { data: ShownDeliveries; again(delivery: string): void }) {
  const t = useProgramsText();
  const [query, setQuery] = useSearchParams();
  const address = (changes: Record<string, string | undefined>) => {
    const kept = new URLSearchParams([...query].filter(([name]) => !(name in changes)));
    for (const [name, value] of Object.entries(changes)) if (value !== undefined) kept.set(name, value);
    return `?${kept}`;
  };
  return (
    <section>
      <header className={styles.section}>
        <h2>{t('deliveries')}</h2>
        <p>{t('deliveries_hint')}</p>
      </header>
      <div className={styles.filters}>
        <SegmentedControl aria-label={t('deliveries_filter')} value={state} data={[{ value: 'all', label: t('deliveries_all') }, ...deliveryStates.map((value) => ({ value: value as string, label: t(`delivery.${value}`) }))]} onChange={(value) => setQuery(value === 'all' ? {} : { state: value })} />
      </div>
      {items.length === 0 ? (
        <p>{t('deliveries_empty')}</p>
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <li key={item.id}>
              <div className={styles.main}>
                <p className={styles.name}>
                  <code>{item.event}</code>
                  <Mark tone={tones[item.state]}>{t(`delivery.${item.state}`)}</Mark>
                </p>
                <p className={styles.facts}>
                  <time dateTime={item.createdAt} title={item.exact}>{item.created}</time>
                  <span>{t('delivery_attempts', { count: item.attempts })}</span>
                  {item.lastStatus !== undefined && <span>{t('delivery_status', { status: String(item.lastStatus) })}</span>}
                  {item.lastProblem !== undefined && <span className={styles.bad}>{problemText(t, item.lastProblem)}</span>}
                  {item.next !== undefined && item.attempts > 0 && <span>{t('delivery_next', { at: item.next })}</span>}
                </p>
              </div>
              <div className={styles.tools}>
                <Button component={Link} size="xs" variant="default" preventScrollReset to={address({ delivery: detail?.id === item.id ? undefined : item.id })} aria-expanded={detail?.id === item.id}>{t('delivery_details')}</Button>
                <Button size="xs" variant="default" onClick={() => again(item.id)}>{t('delivery_again')}</Button>
              </div>
              {detail?.id === item.id && <DeliveryDetail detail={detail} />}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.tools}>
        {paged && <Button component={Link} variant="default" to={address({ after: undefined })}>{t('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={address({ after: next })}>{t('older')}</Button>}
      </div>
    </section>
  );
}

function DeliveryDetail({ detail }: { detail: NonNullable<ShownDeliveries['detail']> }) {
  const t = useProgramsText();
  return (
    <div className={styles.detail}>
      <h3>{t('delivery_id')}</h3>
      <code className={styles.code}>{detail.eventId}</code>
      <h3>{t('delivery_body')}</h3>
      <code className={styles.code}>{indented(detail.body)}</code>
      <h3>{t('delivery_tries')}</h3>
      <ul className={styles.tries}>
        {detail.tries.map((one, index) => (
          <li key={index}>
            <p className={styles.facts}>
              <span>{one.at}</span>
              <span>{one.status !== undefined ? t('delivery_status', { status: String(one.status) }) : problemText(t, one.problem ?? '')}</span>
              <span>{t('delivery_took', { milliseconds: one.milliseconds })}</span>
            </p>
            <code className={styles.code}>{one.answer === '' ? t('delivery_answer_empty') : one.answer}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function problemText(t: ReturnType<typeof useProgramsText>, reason: string): string {
  const known = reasons.find((one) => one === reason);
  return known === undefined ? t('outbound.other', { reason }) : t(`outbound.${known}`);
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Not JSON: it is shown as it is.
    return body;
  }
}
