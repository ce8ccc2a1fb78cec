import { roleNames } from '../../../common/contract/rights.ts';
import { pageContext } from '../../page-context.ts';
import { Mark, PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { peopleTexts } from './text.ts';
import { PeopleText, usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';
import type { Route } from './+types/RightsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const outcome = await ops.readRightsTable({});
  if (!outcome.ok) throw new Response(null, { status: 404 });
  return { items: outcome.value.items, texts: peopleTexts(language) };
}

/** The rights table: what each role may do, in words. */
export default function RightsPage({ loaderData: { items, texts } }: Route.ComponentProps) {
  return (
    <PeopleText texts={texts}>
      <RightsTable items={items} />
    </PeopleText>
  );
}

function RightsTable({ items }: { items: Route.ComponentProps['loaderData']['items'] }) {
  const t = useText();
  const words = usePeopleText();
  return (
    <>
      <PageHead title={t('rights')} hint={words('rights_hint')} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached with the keyboard, and nothing in it can be focused. */}
      <section className={styles.scroll} aria-label={t('rights')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words('rights_what')}</th>
              {roleNames.map((role) => (
                <th key={role} scope="col">
                  {words(`role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ permission, ...roles }) => (
              <tr key={permission}>
                <th scope="row">
                  {words(permission)}
                  <small>{words(`${permission}.hint`)}</small>
                </th>
                {roleNames.map((role) => (
                  <td key={role}>{roles[role] === undefined ? <span className={styles.detail}>{words('rights_no')}</span> : <Mark tone={roles[role] === 'centre' ? 'info' : 'good'}>{words(`rights_${roles[role]}`)}</Mark>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
