import type { SupportPage } from '../../common/contract/support.ts';
import { ChannelTable } from './parts/ChannelTable.tsx';
import { Clock } from './parts/Clock.tsx';
import { About, Contacts, Questions, Safety, Scope, Services } from './parts/Knowledge.tsx';
import { Mine } from './parts/Mine.tsx';
import { NotReached } from './parts/NotReached.tsx';
import { QuestionForm } from './parts/QuestionForm.tsx';
import { Side } from './parts/Side.tsx';
import { Topics } from './parts/Topics.tsx';
import { Ways } from './parts/Ways.tsx';
import { usePageTexts, useViewing, ViewingContext, type Viewing } from './viewing.ts';

/** For whom and when a page was answered. */
export function viewingOf({ language, advice, timeZone, example }: SupportPage): Viewing {
  return { language, now: advice.at, timeZone, example };
}

/** The support page: the answer first, everything else below. */
export function SupportView({ page }: { page: SupportPage }) {
  return (
    <ViewingContext value={viewingOf(page)}>
      <title>{page.name}</title>
      {page.tagline !== undefined && <meta name="description" content={page.tagline} />}
      <Answer page={page} />
      {page.channels.length > 0 && <ChannelTable channels={page.channels} />}
      <Topics topics={page.topics} searchable={page.searchable} />
      <div className="split split-even">
        <Scope scope={page.scope} products={page.products} />
        <Services services={page.services} />
        <Questions questions={page.questions} />
        <Safety safetyNotes={page.safetyNotes} />
        <Contacts contacts={page.contacts} />
        <About about={page.about} website={page.website} />
      </div>
      <ProposeLink />
    </ViewingContext>
  );
}

function Answer({ page }: { page: SupportPage }) {
  const t = usePageTexts();
  const { advice } = page;
  return (
    <div className="now">
      <div>
        <h1>{t('question')}</h1>
        {page.channels.length === 0 ? (
          <>
            <p className="note">{t('no_channels')}</p>
            <p className="links"><a className="button primary" href="/sign-in?to=/console">{t('empty_cure')}</a></p>
          </>
        ) : (
          <>
            <Mine advice={advice} services={page.services.length > 0} />
            <QuestionForm page={page} asked={advice} />
            <Clock standardHours={advice.standardHours} holidaysUnknown={advice.holidaysUnknown} />
            <Ways advice={advice} share={`/advice?urgency=${advice.urgency}${advice.mine?.counts === false ? '&as=anyone' : ''}`} />
            <NotReached steps={advice.notReached} why={page.notReached} />
          </>
        )}
      </div>
      <Side page={page} />
    </div>
  );
}

/** Visitors may add and correct. [000] */
export function ProposeLink() {
  const t = usePageTexts();
  return <p className="part"><a href="/propose" rel="nofollow">{t('propose_link')}</a></p>;
}

/** Before anything is described, the page teaches how. */
export function EmptyCentre() {
  const t = usePageTexts();
  useViewing();
  return (
    <div className="plain">
      <title>{t('empty_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('empty_title')}</h1>
      <p>{t('empty_body')}</p>
      <p className="links"><a className="button primary" href="/sign-in?to=/console">{t('empty_cure')}</a></p>
    </div>
  );
}
