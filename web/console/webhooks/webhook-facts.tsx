import type { Webhook } from '../../../common/contract/webhooks.ts';
import { Mark } from '../PageHead.tsx';
import { useProgramsText } from '../programs/text.ts';

/** A webhook with its times in words. */
export type ShownWebhook = Webhook & { at: Readonly<Partial<Record<'switchedOff' | 'failingSince' | 'lastSuccessAt' | 'earlierSecretUntil', string>>> };

/** Words for the times of a webhook. */
export function withTimes(webhook: Webhook, at: (instant: string | undefined) => string | undefined): ShownWebhook {
  const { switchedOff, failingSince, lastSuccessAt, earlierSecretUntil } = webhook;
  const words = { switchedOff: at(switchedOff?.at), failingSince: at(failingSince), lastSuccessAt: at(lastSuccessAt), earlierSecretUntil: at(earlierSecretUntil) };
  return { ...webhook, at: Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) };
}

/** Whether it is on, and what is wrong with it. */
export function WebhookState({ webhook }: { webhook: ShownWebhook }) {
  const t = useProgramsText();
  const { enabled, switchedOff, at } = webhook;
  if (switchedOff !== undefined && !enabled) return <Mark tone="bad">{switchedOff.because === 'gone' ? t('webhook_off_gone', { at: at.switchedOff ?? '' }) : t('webhook_off_failing', { at: at.switchedOff ?? '' })}</Mark>;
  if (!enabled) return <Mark>{t('webhook_off')}</Mark>;
  if (at.failingSince !== undefined) return <Mark tone="soon">{t('webhook_failing', { at: at.failingSince })}</Mark>;
  return <Mark tone="good">{t('webhook_on')}</Mark>;
}

/** The event’s name as the catalogue groups it: what stands before the point. */
export function groupsOf(names: readonly string[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = name.split('.')[0] ?? name;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups];
}
