import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useFetcher, useRouteLoaderData } from 'react-router';
import { useToast } from '../../ui/Toasts.tsx';
import type { loader } from '../ConsoleRoot.tsx';
import { useText } from '../text.tsx';
import type { action } from '../example.ts';
import styles from './shell.module.css';

/** What concerns every page: an unprotected connection, and that the centre is still an example. */
export function Banners({ example }: { example: string | null }) {
  return (
    <>
      <PlainHttpBar />
      <ExampleBanner example={example} />
    </>
  );
}

function PlainHttpBar() {
  const t = useText();
  const root = useRouteLoaderData<typeof loader>('console/ConsoleRoot');
  return root?.exposed === true ? (
    <p className={styles.warning} role="note">
      {t('plain_http')}
    </p>
  ) : null;
}

function ExampleBanner({ example }: { example: string | null }) {
  const t = useText();
  const toast = useToast();
  const fetcher = useFetcher<typeof action>();
  const { data, submit } = fetcher;
  useEffect(() => {
    if (data === undefined) return;
    if (!data.ok) toast({ text: data.problem.title, tone: 'wrong' });
    else if (data.done === 'adopted') toast({ text: t('example_adopted') });
    else if (data.done === 'restored') toast({ text: t('example_restored') });
    else toast({ text: t('example_cleared', { count: data.removed }), action: { label: t('undo'), run: () => void submit({ intent: 'undo', revision: data.revision }, { method: 'post', action: '/console/example' }) } });
  }, [data, submit, t, toast]);
  if (example === null) return null;
  const busy = fetcher.state !== 'idle';
  const send = (intent: 'adopt' | 'clear') => void submit({ intent }, { method: 'post', action: '/console/example' });
  return (
    <section className={styles.example} aria-label={t('example_label')}>
      <p>
        <strong>{t('example_title')}</strong> {t('example_text')}
      </p>
      <Button size="compact-sm" disabled={busy} onClick={() => send('adopt')}>
        {t('example_adopt')}
      </Button>
      <Button size="compact-sm" variant="default" disabled={busy} onClick={() => send('clear')}>
        {t('example_clear')}
      </Button>
    </section>
  );
}
