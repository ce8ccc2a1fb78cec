import { useState, useSyncExternalStore } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { permissions, reachableScopes } from '../../common/contract/rights.ts';
import { inLanguage } from '../../common/contract/text.ts';
import { pageContext } from '../page-context.ts';
import { AfterwardsProvider } from './afterwards.tsx';
import { ConfirmationProvider } from './confirmation.tsx';
import { DeletionProvider } from './deletion.tsx';
import { Banners } from './shell/Banners.tsx';
import { Navigation } from './shell/Navigation.tsx';
import { NavigationDrawer } from './shell/NavigationDrawer.tsx';
import { Palette } from './shell/Palette.tsx';
import { useShortcut } from './shell/use-shortcut.ts';
import type { ShellData } from './shell/shell-data.ts';
import styles from './shell/shell.module.css';
import { useText } from './text.tsx';
import { readTopicNames, TopicNamesContext } from './topic-names.tsx';
import { useLiveCentre, useLiveNotices } from './use-live-centre.ts';
import type { Route } from './+types/ConsoleLayout.ts';

export async function loader({ context }: Route.LoaderArgs): Promise<ShellData> {
  const { ops, language, actor } = context.get(pageContext);
  const allowed = permissions.filter((permission) => (actor.kind === 'person' && actor.held === undefined ? reachableScopes(actor.grants, permission).length > 0 : false));
  const [centre, proposals, notices, topicNames] = await Promise.all([ops.readCentreSettings({}), ops.listProposals({ status: 'open', limit: 1 }), ops.listNotices({ unread: true, limit: 1 }), readTopicNames(ops, language)]);
  // Who may not read the settings sees of the centre what every visitor sees.
  const face = centre.ok ? undefined : await ops.readSupportPage({});
  const seen = face?.ok === true ? face.value : undefined;
  return {
    name: centre.ok ? inLanguage(centre.value.settings.name, language) : (seen?.name ?? null),
    languages: centre.ok ? centre.value.settings.languages : (seen?.languages ?? [language]),
    example: centre.ok ? centre.value.example : null,
    topicNames,
    openProposals: proposals.ok ? proposals.value.open : 0,
    unreadNotices: notices.ok ? notices.value.unread : 0,
    personId: actor.kind === 'person' ? actor.id : '',
    permissions: allowed,
  };
}

/** Rows to come, over the page that is left, when the next one takes longer than a blink. */
function ComingRows() {
  return (
    <div className={styles.coming} aria-hidden="true">
      {Array.from({ length: 8 }, (_row, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

const never = () => () => undefined;

/** Navigation at the left, banners above, the page in the middle. */
export default function ConsoleLayout({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const [searching, setSearching] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  useShortcut('mod+k', () => setSearching(true));
  useLiveCentre();
  useLiveNotices(loaderData.personId);
  const ready = useSyncExternalStore(never, () => true, () => false);
  return (
    <TopicNamesContext value={loaderData.topicNames}><ConfirmationProvider><AfterwardsProvider><DeletionProvider>
      <div className={styles.shell} data-ready={ready}>
        <a className={styles.skip} href="#page">
          {t('skip_to_page')}
        </a>
        <aside className={styles.side}>
          <Navigation shell={loaderData} search={() => setSearching(true)} />
        </aside>
        <NavigationDrawer shell={loaderData} opened={menuOpen} open={() => setMenuOpen(true)} close={() => setMenuOpen(false)} search={() => setSearching(true)} />
        <div className={styles.main}>
          <div className={styles.progress} data-active={navigation.state !== 'idle'} aria-hidden="true" />
          <Banners example={loaderData.example} />
          <main id="page" key={pathname} className={styles.page} tabIndex={-1}>
            {navigation.state === 'loading' && navigation.formMethod === undefined && navigation.location.pathname !== pathname && <ComingRows />}
            <Outlet />
          </main>
        </div>
        {searching && <Palette permissions={loaderData.permissions} close={() => setSearching(false)} />}
      </div>
    </DeletionProvider></AfterwardsProvider></ConfirmationProvider></TopicNamesContext>
  );
}
