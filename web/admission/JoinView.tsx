import type { JoinFleetPage, JoinPage } from '../../common/contract/join.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { closeUp, listWords } from '../../common/i18n/words.ts';
import type { FormNotice } from '../privacy/ConsentNote.tsx';
import { JoiningContext, useJoining, useJoinTexts } from './joining.ts';
import { Conditions, Direct, Groups, Subject } from './parts/About.tsx';
import { JoinForm, type Applicant } from './parts/JoinForm.tsx';
import { Landing } from './parts/Landing.tsx';
import { Share } from './parts/Share.tsx';
import type { Typed } from './typed.ts';

/** What whoever is signed in already has in the fleet. */
export type Standing = { kind: 'member'; group: string; to: string; /** They ask for another group of the fleet. */ elsewhere: boolean } | { kind: 'archived'; group: string; to: string } | { kind: 'applied'; to: string };

export type JoinViewProps = {
  language: Language;
  now: string;
  origin: string;
  page: JoinPage;
  applicant: Applicant;
  standing: Standing | undefined;
  notice: FormNotice;
  typed: Typed;
  problem: Problem | undefined;
  invited: boolean;
  /** They were invited as a contributor or as staff, who may have a seat beside another one. */
  beside?: boolean | undefined;
  /** Key of the group that was asked for by its number. */
  group: string | undefined;
  human?: React.ReactNode;
};

/** A topic with several fleets lets one choose; else the one fleet with its form. */
export function JoinView(props: JoinViewProps) {
  const { language, now, page } = props;
  const [first] = page.fleets;
  return (
    <JoiningContext value={{ language, now, timeZone: page.timeZone }}>
      <div className="join">
        {page.kind === 'topic' && page.fleets.length !== 1 ? <TopicView {...props} /> : first !== undefined && <FleetView {...props} fleet={first} />}
      </div>
    </JoiningContext>
  );
}

function Heading({ page, children }: { page: JoinPage; children?: React.ReactNode }) {
  const t = useJoinTexts();
  const title = closeUp(t('title', { name: page.title }), [page.title]);
  return (
    <>
      <title>{title}</title>
      {page.description !== undefined && <meta name="description" content={page.description} />}
      <h1>{title}</h1>
      {children}
      {page.description !== undefined && <p>{page.description}</p>}
    </>
  );
}

/** The same subject on every platform, side by side. [000][002] */
function TopicView({ page, origin }: JoinViewProps) {
  const t = useJoinTexts();
  return (
    <>
      <Heading page={page} />
      <div className="now">
        <div>
          <h2 className="part-small">{t('choose')}</h2>
          <p className="muted">{t('choose_lead')}</p>
          {page.fleets.map((fleet) => (
            <article key={fleet.key} className="fleet-card">
              <h3>{fleet.name} <span className="mark"><AppName fleet={fleet} /></span></h3>
              <Landing fleet={fleet} />
              {fleet.note !== undefined && <p className="small">{fleet.note}</p>}
              <p className="actions"><a className="button primary" href={`/g/${fleet.address}`}>{t('to_fleet')}<span className="hidden"> {fleet.name}</span></a></p>
            </article>
          ))}
        </div>
        <div className="side">
          <Share name={page.title} address={page.name} origin={origin} {...imagesOf(page.name)} />
          <Subject page={page} />
          <Search page={page} />
        </div>
      </div>
    </>
  );
}

function FleetView({ page, fleet, origin, group, invited, beside = false, standing, ...form }: JoinViewProps & { fleet: JoinFleetPage }) {
  const t = useJoinTexts();
  const { language } = useJoining();
  const wanted = group === undefined ? undefined : fleet.groups.find(({ key }) => key === group);
  const address = fleet.address;
  const mayHaveOneMore = standing?.kind === 'member' && standing.elsewhere && (beside || fleet.fields.some(({ name }) => name === 'pullRequest'));
  const isForm = standing === undefined || standing.kind === 'archived' || mayHaveOneMore;
  const spoken = fleet.languages.length > 0 && t('languages', { languages: listWords(fleet.languages.map((one) => t(one === 'zh-CN' ? 'language_zh' : 'language_en')), language) });
  return (
    <>
      <Heading page={page}><p className="muted small"><AppName fleet={fleet} />{spoken && ` · ${spoken}`}</p></Heading>
      <div className="now">
        <div>
          {wanted !== undefined && <Wanted fleet={fleet} group={wanted} />}
          <Landing fleet={fleet} />
          {fleet.note !== undefined && <p className="note small">{fleet.note}</p>}
          {invited && <p className="note good">{t('invited')}</p>}
          {standing !== undefined && <AlreadyHere standing={standing} />}
          {mayHaveOneMore && wanted !== undefined && <p className="note">{closeUp(t('already_beside', { group: wanted.name }), [wanted.name])}</p>}
          {!isForm ? null : !fleet.applies ? <Direct fleet={fleet} code={fleet.ways?.link === undefined ? undefined : `/qr/groups/${fleet.key}/${fleet.ways.group}.png`} /> : (
            <>
              <Conditions fleet={fleet} />
              <JoinForm fleet={fleet} {...form} group={group} to={addressOf(address, group)} />
            </>
          )}
        </div>
        <div className="side">
          <Groups fleet={fleet} />
          <Search page={page} />
          <Subject page={page} />
          <Share name={page.title} address={address} origin={origin} {...imagesOf(address)} />
        </div>
      </div>
    </>
  );
}

/** Whoever was given the number of a group finds it there. [000] */
function Search({ page: { searchable } }: Pick<JoinViewProps, 'page'>) {
  const t = useJoinTexts();
  return searchable ? <p className="links"><a href="/find">{t('find_group')}</a></p> : null;
}

/** What becomes of asking for a group by its number: it is had while it takes people; else how it stands, and where one goes instead. [000] */
function Wanted({ fleet: { landing, fields }, group }: { fleet: JoinFleetPage; group: JoinFleetPage['groups'][number] }) {
  const t = useJoinTexts();
  const say = (id: 'wanted' | 'wanted_frozen' | 'wanted_closed' | 'wanted_else' | 'wanted_contributor', name: string) => closeUp(t(id, { group: name }), [name]);
  if (group.intake === 'open' || group.intake === 'diverting') return <p className="note">{say('wanted', group.name)}</p>;
  const mayContribute = group.intake === 'frozen' && fields.some(({ name }) => name === 'pullRequest');
  return (
    <div className="note warn">
      <p><b>{say(group.intake === 'frozen' ? 'wanted_frozen' : 'wanted_closed', group.name)}</b></p>
      <p>{landing.kind === 'group' ? say('wanted_else', landing.name) : t('wanted_wait')} {mayContribute && say('wanted_contributor', group.name)}</p>
    </div>
  );
}

function AppName({ fleet: { app, joinsAtOnce } }: { fleet: JoinFleetPage }) {
  const t = useJoinTexts();
  return <>{joinsAtOnce && app === 'web' ? t('on_web') : closeUp(t('on_app', { app: t(`app.${app}`) }), [t(`app.${app}`)])}</>;
}

function AlreadyHere({ standing }: { standing: Standing }) {
  const t = useJoinTexts();
  return (
    <div className={`note part-small${standing.kind === 'archived' ? '' : ' good'}`}>
      <p><b>{standing.kind === 'applied' ? t('already_applied') : closeUp(t(standing.kind === 'archived' ? 'already_archived' : 'already_member', { group: standing.group }), [standing.group])}</b></p>
      {standing.kind === 'archived' && <p>{t('archived_on')}</p>}
      <p className="links"><a className={standing.kind === 'archived' ? 'button' : 'button primary'} href={standing.to}>{t(standing.kind === 'applied' ? 'see_status' : 'open_group')}</a></p>
    </div>
  );
}

/** The path of a join page, with the group that was asked for. */
export function addressOf(address: string, group: string | undefined): string {
  return `/g/${address}${group === undefined ? '' : `${address.includes('?') ? '&' : '?'}group=${group}`}`;
}

/** The code and the poster of the name; one fleet beside others of the same name shares theirs. */
function imagesOf(address: string): { code: string; poster: string } {
  const [name = ''] = address.split('?', 1);
  return { code: `/g/${name}.png`, poster: `/g/${name}/poster` };
}
