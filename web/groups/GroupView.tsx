import { returnMinutes, type MemberPage } from '../../common/contract/group-pages.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { termName } from '../../common/solar-terms.ts';
import { Away } from '../channels/parts/Entries.tsx';
import { termClass } from '../channels/parts/GroupBadge.tsx';
import { Markdown } from '../public/Markdown.tsx';
import { useLanguage } from '../root.tsx';
import { DeadCodeForm } from './DeadCodeForm.tsx';
import { useGroupTexts } from './texts.ts';
import type { When } from './when.server.ts';

type Times = Readonly<Record<string, When>>;
type Shown = { page: MemberPage; when: Times };

/** What a group tells its members: announcements first, then how one gets in where that is elsewhere, what is talked about, and who runs it. */
export function GroupView({ page, when, problem, paged = false }: Shown & { problem: string | undefined; /** Not the first page of announcements. */ paged?: boolean }) {
  const t = useGroupTexts();
  const language = useLanguage();
  return (
    <article>
      <title>{page.name}</title>
      <meta name="robots" content="noindex" />
      <p className="eyebrow">{page.fleetName === page.topicName ? page.topicName : `${page.topicName} · ${page.fleetName}`}</p>
      <h1>{page.name} {page.term !== undefined && <span className={`term${termClass(page.term)}`}>{termName(page.term, language)}</span>}</h1>
      <p className="muted">
        {t('page_members', { count: page.members })}
        {page.joinedAt !== undefined && <Said at={when[page.joinedAt]} sentence={(at) => ` · ${t('page_joined', { at })}`} />}
        {page.heldUntil !== undefined && <Said at={when[page.heldUntil]} sentence={(at) => ` · ${t('page_held', { at })}`} />}
      </p>
      {page.standing === 'staff' && <p className="note">{t('page_staff')} <a href={`/console/groups/${page.fleet}/announcements`}>{t('page_manage')}</a></p>}
      {(page.state === 'archived' || page.state === 'dissolved') && <p className="note warn">{t(`page_${page.state}`)}{page.state === 'archived' && <> <a href={`/g/${page.fleet}`}>{t('page_archived_on')}</a></>}</p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem}</p>}
      <div className="split">
        <div>
          {page.standing === 'reserved' && <WayIn page={page} when={when} />}
          {page.welcome !== undefined && <section className="part-small"><h2>{t('welcome')}</h2><Markdown text={page.welcome} example={false} /></section>}
          <Announcements page={page} when={when} paged={paged} />
          {page.rules !== undefined && <section className="part-small"><h2>{t('rules')}</h2><Markdown text={page.rules} example={false} /></section>}
          {page.offTopic !== undefined && <p className="links">{t('off_topic')} <a href={page.offTopic.url}>{page.offTopic.name}</a></p>}
          {page.standing !== 'reserved' && <WayIn page={page} when={when} />}
        </div>
        <Side page={page} />
      </div>
    </article>
  );
}

function Said({ at, sentence }: { at: When | undefined; sentence(words: string): string }) {
  return at === undefined ? null : <span title={at.exact}>{closeUp(sentence(at.words), [at.words])}</span>;
}

function Announcements({ page, when, paged }: Shown & { paged: boolean }) {
  const t = useGroupTexts();
  return (
    <section className="part-small" id="announcements">
      <h2>{t('announcements')}</h2>
      {page.announcements.length === 0 && <p className="muted">{t('announcements_none')}</p>}
      {page.announcements.map(({ id, title, body, confirm, postedAt, postedBy, readAt }) => {
        const at = when[postedAt];
        const isOpen = confirm && readAt === undefined && page.standing === 'member';
        return (
          <article key={id} className={`card announced${isOpen ? ' best' : ''}`}>
            {isOpen && <p className="eyebrow">{t('must_confirm')}</p>}
            <h3>{title}</h3>
            <p className="muted small" title={at?.exact}>{postedBy === undefined ? t('announced_at', { at: at?.words ?? '' }) : t('announced_by', { name: postedBy, at: at?.words ?? '' })}</p>
            <Markdown text={body} example={false} headings={4} />
            {readAt !== undefined && <p className="small intake-open"><i aria-hidden="true">✓</i> <Said at={when[readAt]} sentence={(words) => t('confirmed_at', { at: words })} /></p>}
            {isOpen && (
              <form method="post" action={`/groups/${page.group}`}>
                <input type="hidden" name="announcement" value={id} />
                <p className="actions"><button type="submit" name="do" value="acknowledge" className="primary">{t('confirm_button')}</button></p>
              </form>
            )}
          </article>
        );
      })}
      {(paged || page.next !== undefined) && (
        <p className="links">
          {paged && <a href={`/groups/${page.group}#announcements`}>{t('announcements_latest')}</a>}{' '}
          {page.next !== undefined && <a href={`/groups/${page.group}?after=${page.next}#announcements`}>{t('announcements_earlier')}</a>}
        </p>
      )}
    </section>
  );
}

/** For groups that live elsewhere: one-time code, number, link, the platform's own code while it lives, and the steps. */
function WayIn({ page: { name, fleet, wayIn, standing }, when }: Shown) {
  const t = useGroupTexts();
  if (wayIn === undefined) return null;
  const until = wayIn.code?.expiresAt === undefined ? undefined : when[wayIn.code.expiresAt];
  return (
    <section className={`card part-small way-in${standing === 'reserved' ? ' best' : ''}`}>
      <h2>{t('way_in')}</h2>
      {wayIn.joinCode !== undefined && (
        <div>
          <p className="value"><span>{t('join_code')}</span> <code className="once" data-copy="">{wayIn.joinCode}</code></p>
          <p className="muted small">{t('join_code_hint')}</p>
        </div>
      )}
      {wayIn.number !== undefined && <p className="value"><span>{t('group_number')}</span> <code data-copy="">{wayIn.number}</code></p>}
      {wayIn.handle !== undefined && <p className="value"><span>{t('handle')}</span> <code data-copy="">{wayIn.handle}</code></p>}
      {wayIn.link !== undefined && <p className="links"><Away to={wayIn.link} className="button">{t('open_link')}</Away></p>}
      {wayIn.code !== undefined && (
        <figure className="code">
          <img src={wayIn.code.picture} alt={t('scan_alt', { name })} width="200" height="200" />
          <figcaption>{t('scan_hint')} <Said at={until} sentence={(at) => t('scan_until', { at })} /></figcaption>
        </figure>
      )}
      {wayIn.code !== undefined && <details className="more"><summary>{t('dead_ask')}</summary><DeadCodeForm fleet={fleet} code={wayIn.code.id} /></details>}
      {wayIn.steps.length > 0 && <><h3>{t('steps')}</h3><ol className="steps">{wayIn.steps.map((step) => <li key={step}>{step}</li>)}</ol></>}
    </section>
  );
}

function Side({ page }: { page: MemberPage }) {
  const t = useGroupTexts();
  const parts = [
    page.notes.length > 0 && <div key="notes" className="card"><h2>{t('notes')}</h2>{page.notes.map((note) => <p key={note}>{note}</p>)}</div>,
    page.conditions.length > 0 && <div key="conditions" className="card"><h2>{t('conditions')}</h2><ul className="dots">{page.conditions.map((condition) => <li key={condition}>{condition}</li>)}</ul></div>,
    page.documents.length > 0 && <div key="documents" className="card"><h2>{t('documents')}</h2><ul>{page.documents.map(({ title, url }) => <li key={url}><Away to={url}>{title}</Away></li>)}</ul></div>,
    page.runBy.length > 0 && <div key="run" className="card"><h2>{t('run_by')}</h2><ul>{page.runBy.map(({ name, role }) => <li key={`${role} ${name}`}>{name} <span className="muted small">{t(`role.${role}`)}</span></li>)}</ul></div>,
  ].filter(Boolean);
  return (
    <aside className="side">
      {parts}
      {page.standing === 'member' && (
        <details className="more part-small">
          <summary>{t('leave')}</summary>
          <form method="post" action={`/groups/${page.group}`}>
            <p className="muted small">{t('leave_hint', { minutes: returnMinutes })}</p>
            <p className="actions"><button type="submit" name="do" value="leave">{t('leave_sure')}</button></p>
          </form>
        </details>
      )}
    </aside>
  );
}

/** Right after leaving: the way back, while there is one. */
export function LeftView({ id, gone }: { id: string; gone: boolean }) {
  const t = useGroupTexts();
  return (
    <div className="plain">
      <title>{t('left_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('left_title')}</h1>
      {gone ? <p className="note warn" role="alert">{t('left_gone')}</p> : (
        <form method="post" action={`/groups/${id}`}>
          <p>{t('left_body', { minutes: returnMinutes })}</p>
          <p className="actions"><button type="submit" name="do" value="return">{t('left_return')}</button></p>
        </form>
      )}
      <p className="links"><a href="/">{t('back_home')}</a></p>
    </div>
  );
}
