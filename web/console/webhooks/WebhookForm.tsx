import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form, Link, useNavigation } from 'react-router';
import type { Problem } from '../../../common/contract/problem.ts';
import { eventGroups, everyEvent, type Webhook } from '../../../common/contract/webhooks.ts';
import styles from '../programs/programs.module.css';
import { useProgramsText } from '../programs/text.ts';
import { groupsOf } from './webhook-facts.tsx';

export type ChosenEvent = { name: string; summary: string };
type Props = { events: readonly ChosenEvent[]; webhook?: Webhook; problem: Problem | undefined; back: string };

/** Where, of what, and whether it is on. */
export function WebhookForm({ events, webhook, problem, back }: Props) {
  const t = useProgramsText();
  const busy = useNavigation().state !== 'idle';
  const [once] = useState(() => crypto.randomUUID?.() ?? String(Math.random()).slice(2).padEnd(12, '0'));
  const [address, setAddress] = useState(webhook?.address ?? '');
  const [every, setEvery] = useState(webhook?.events.includes(everyEvent) ?? false);
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}[`))?.message;
  const summaries = new Map(events.map(({ name, summary }) => [name, summary]));
  return (
    <Form method="post" className={styles.form}>
      {problem !== undefined && <p role="alert" className={styles.bad}>{problem.title}</p>}
      <input type="hidden" name="once" value={once} />
      {webhook !== undefined && <input type="hidden" name="revision" value={webhook.revision} />}
      <TextInput name="address" type="url" label={t('webhook_address')} description={t('webhook_address_hint')} error={wrong('address')} value={address} onChange={(event) => setAddress(event.currentTarget.value)} placeholder="https://example.com/lichun" required maxLength={2000} />
      {address.startsWith('http://') && <p className={styles.warn}>{t('webhook_insecure')}</p>}
      <TextInput name="description" label={t('webhook_description')} error={wrong('description')} defaultValue={webhook?.description ?? ''} maxLength={200} />
      {webhook !== undefined && <Switch name="enabled" value="true" label={t('webhook_enabled')} defaultChecked={webhook.enabled} />}
      {webhook !== undefined && !webhook.enabled && webhook.waiting > 0 && <Checkbox name="dropWaiting" value="true" label={t('webhook_drop_waiting', { count: webhook.waiting })} />}
      <fieldset className={styles.group}>
        <legend>{t('webhook_events')}</legend>
        <p>{t('webhook_events_hint')}</p>
        {wrong('events') !== undefined && <p className={styles.bad}>{wrong('events')}</p>}
        <Checkbox name="events" value={everyEvent} label={t('webhook_every')} checked={every} onChange={(event) => setEvery(event.currentTarget.checked)} mt={8} />
        {!every &&
          groupsOf(events.map(({ name }) => name)).map(([group, names]) => (
            <div key={group}>
              <h2>{groupName(t, group)}</h2>
              <div className={styles.choices}>
                {names.map((name) => (
                  <Checkbox key={name} name="events" value={name} label={summaries.get(name)} description={name} defaultChecked={webhook?.events.includes(name) ?? false} />
                ))}
              </div>
            </div>
          ))}
      </fieldset>
      <div className={styles.tools}>
        <Button type="submit" disabled={busy}>
          {webhook === undefined ? t('webhook_create') : t('webhook_save')}
        </Button>
        <Button component={Link} to={back} variant="default">
          {t('key_cancel')}
        </Button>
      </div>
    </Form>
  );
}

function groupName(t: ReturnType<typeof useProgramsText>, group: string): string {
  const known = eventGroups.find((one) => one === group);
  return known === undefined ? group : t(`group.${known}`);
}
