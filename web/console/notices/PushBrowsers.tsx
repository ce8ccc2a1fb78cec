import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { Tried } from '../../../common/contract/notices.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { Card } from '../form/Card.tsx';
import { useAbout } from '../text.tsx';
import styles from './notices.module.css';
import { describeBrowser, subscribeToPush } from './push-browser.ts';
import { useNoticesText } from './text.ts';
import { TriedMessage } from './TriedMessage.tsx';
import { useDeed } from './use-deed.ts';

type Browser = { id: string; label: string; since: string; used: string | undefined };

/** The browsers that get pushes, and the switch for this one. */
export function PushBrowsers({ publicKey, browsers }: { publicKey: string; browsers: readonly Browser[] }) {
  const about = useAbout();
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [refusal, setRefusal] = useState<string>();
  const [tried, setTried] = useState<Tried>();
  const [here, setHere] = useState<string>();
  const { send, busy } = useDeed((answer) => {
    if (answer.did === 'try') setTried(answer.tried);
    else toast({ text: t(answer.did === 'add' ? 'push_added' : 'push_removed') });
    if (answer.did === 'add') setHere(answer.id);
    void revalidate();
  });
  const switchOn = async () => {
    setRefusal(undefined);
    const answer = await subscribeToPush(publicKey);
    if (answer.ok) send({ do: 'add', input: { endpoint: answer.endpoint, p256dh: answer.p256dh, auth: answer.auth, label: t('push_this', describeBrowser(navigator.userAgent)) } });
    else setRefusal(answer.why === 'failed' ? t('push_failed', { reason: answer.reason }) : t(`push_${answer.why}`));
  };
  return (
    <Card title={t('push_title')} hint={t('push_hint')}>
      {browsers.length === 0 ? (
        <p className={styles.quiet}>{t('push_none')}</p>
      ) : (
        <ul className={styles.browsers}>
          {browsers.map((browser) => (
            <li key={browser.id}>
              <span>
                <strong>{browser.label}</strong> {browser.id === here && t('push_here')}
                <br />
                <span className={styles.quiet}>
                  {t('push_since', { at: browser.since })}
                  {browser.used !== undefined && ` · ${t('push_used', { at: browser.used })}`}
                </span>
              </span>
              <Button variant="default" size="compact-sm" disabled={busy} aria-label={about(t('push_off'), browser.label)} onClick={() => send({ do: 'remove', input: { id: browser.id } })}>
                {t('push_off')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.bar}>
        <Button variant="default" disabled={busy} onClick={() => void switchOn()}>
          {t('push_on')}
        </Button>
        <Button variant="default" disabled={busy || browsers.length === 0} onClick={() => send({ do: 'try', input: { target: 'push' } })}>
          {t('try_push')}
        </Button>
      </div>
      {refusal !== undefined && <p className={styles.wrong} role="alert">{refusal}</p>}
      {tried !== undefined && <TriedMessage tried={tried} />}
    </Card>
  );
}
