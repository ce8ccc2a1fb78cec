import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatMessage } from '../../../common/i18n/messages.ts';
import { describeInstant } from '../../../common/i18n/times.ts';
import { consolePrivacyMessages } from '../../../common/locales/console-privacy/index.ts';
import { privacyMessages } from '../../../common/locales/privacy/index.ts';
import { pageContext } from '../../page-context.ts';
import { Mark } from '../PageHead.tsx';
import { PrivacyHead } from './PrivacyHead.tsx';
import styles from './privacy.module.css';
import { PrivacyText, usePrivacyText } from './text.ts';
import type { Route } from './+types/TextsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const outcome = await ops.listPrivacyForms({});
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const zone = timeZone;
  return {
    texts: consolePrivacyMessages[language],
    items: outcome.value.items.map(({ form, inUse, inForce, coming, draft, shown, accepted }) => ({
      form, inUse, draft, shown, accepted,
      name: formatMessage(privacyMessages[language][`form.${form}`], language),
      version: inForce?.version,
      box: inForce?.consent !== undefined,
      coming: coming === undefined ? undefined : { version: coming.version, at: describeInstant(coming.inForceFrom, now, zone, language) },
    })),
  };
}

/** Every form with its notice. */
export default function TextsPage({ loaderData }: Route.ComponentProps) {
  return (
    <PrivacyText texts={loaderData.texts}>
      <Texts items={loaderData.items} />
    </PrivacyText>
  );
}

function Texts({ items }: Pick<Route.ComponentProps['loaderData'], 'items'>) {
  const t = usePrivacyText();
  return (
    <>
      <PrivacyHead hint="hint_texts">
        <Button component="a" href="/privacy" variant="default" leftSection={<IconExternalLink size={16} aria-hidden />}>{t('see_public')}</Button>
      </PrivacyHead>
      <ul className={styles.list}>
        {items.map(({ form, name, inUse, version, coming, draft, shown, accepted, box }) => (
          <li key={form}>
            <div className={styles.main}>
              <p className={styles.name}>
                <Link to={`/console/privacy/texts/${form}`}>{name}</Link>
                {inUse && <Mark tone="good">{t('in_use')}</Mark>}
                {draft && <Mark tone="soon">{t('has_draft')}</Mark>}
              </p>
              <p className={styles.facts}>
                <span>{version === undefined ? t('none_in_force') : t('in_force', { version })}</span>
                {coming !== undefined && <span>{t('coming', coming)}</span>}
                {version !== undefined && <span>{t('shown_count', { count: shown })}</span>}
                {box && <span>{t('accepted_count', { count: accepted })}</span>}
                {!inUse && <span>{t('not_in_use')}</span>}
              </p>
            </div>
            <Button component={Link} variant="default" size="xs" to={`/console/privacy/texts/${form}`}>{t('open_text')}</Button>
          </li>
        ))}
      </ul>
    </>
  );
}
