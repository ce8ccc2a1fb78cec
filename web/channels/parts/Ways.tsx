import type { Advice, AdviceLine } from '../../../common/contract/support.ts';
import { describeReason } from '../../../common/i18n/advice.ts';
import { describeMeasured, describePromise } from '../../../common/i18n/times.ts';
import { Icon } from '../../public/Icon.tsx';
import { usePageTexts, useViewing } from '../viewing.ts';
import { Entries } from './Entries.tsx';
import { Status } from './Status.tsx';

/** The way to take: big, with why and when and the first step. */
export function BestWay({ line, eyebrow, waiting = false }: { line: AdviceLine; eyebrow: string; waiting?: boolean }) {
  const { channel } = line;
  return (
    <section className={waiting ? 'card best waiting' : 'card best'}>
      <p className="eyebrow">{eyebrow}</p>
      <div className="headline">
        <h2><Icon of={channel.kind} /> {channel.name}</h2>
        <Status status={channel.status} />
      </div>
      <Facts line={line} />
      <Entries entries={channel.entries} name={channel.name} codes={`/qr/channels/${channel.key}`} primary={!waiting} />
      <Remarks line={line} />
    </section>
  );
}

/** How many other ways stand at the top of the page; all channels are below. */
const mostWays = 6;

/** Other ways, one line each; opened, each tells why and how. */
export function OtherWays({ lines, title, later = false }: { lines: readonly AdviceLine[]; title: string; later?: boolean }) {
  const t = usePageTexts();
  if (lines.length === 0) return null;
  return (
    <>
      <h2 className="label">{title}</h2>
      <ul className={later ? 'ways later' : 'ways'}>
        {lines.slice(0, mostWays).map((line) => <li key={line.channel.key}><OtherWay line={line} /></li>)}
      </ul>
      {lines.length > mostWays && <p className="links"><a href="#channels">{t('more_ways', { count: lines.length - mostWays })}</a></p>}
    </>
  );
}

function OtherWay({ line }: { line: AdviceLine }) {
  const { channel } = line;
  const { language, now, timeZone } = useViewing();
  return (
    <details className="fold way">
      <summary>
        <h3><Icon of={channel.kind} /> {channel.name}</h3>
        <Status status={channel.status} />
        {channel.promise !== undefined && <span className="muted">{describePromise(channel.promise, now, timeZone, language)}</span>}
      </summary>
      <div>
        <Facts line={line} />
        <Entries entries={channel.entries} name={channel.name} codes={`/qr/channels/${channel.key}`} />
        <Remarks line={line} />
      </div>
    </details>
  );
}

/** Why it stands here; what is promised, and beside it what was measured. */
export function Facts({ line: { channel, reasons }, brief = false }: { line: AdviceLine; brief?: boolean }) {
  const { language, now, timeZone } = useViewing();
  const [why, ...more] = reasons.filter(({ code }) => code !== 'answered_within').map((reason) => describeReason(reason, now, timeZone, language));
  const dated = reasons.find(({ code }) => code === 'answered_within');
  const undated = channel.promise && describePromise(channel.promise, now, timeZone, language);
  const promise = dated === undefined ? undated : describeReason(dated, now, timeZone, language);
  return (
    <>
      {why !== undefined && <p className="why">{why}</p>}
      {!brief && promise !== undefined && <p>{promise}</p>}
      <p className="small muted">{[...(brief ? [] : [describeMeasured(channel.measured, language)]), ...more].join(' · ')}</p>
    </>
  );
}

/** What the centre itself says about the channel, and what it wants read first. */
export function Remarks({ line: { channel } }: { line: AdviceLine }) {
  const t = usePageTexts();
  return (
    <>
      {channel.description !== undefined && <p className="small muted">{channel.description}</p>}
      {channel.note !== undefined && <p className="small muted">{channel.note}</p>}
      {channel.readings.length > 0 && (
        <p className="links">
          {t('read_first')} {channel.readings.map(({ key, title }) => <a key={key} href={`/readings/${key}`}>{title}</a>)}
        </p>
      )}
    </>
  );
}

/** The recommended way and the others, or the first that opens when nothing is open. */
export function Ways({ advice, share }: { advice: Advice; share?: string }) {
  const t = usePageTexts();
  const [best, ...others] = advice.best;
  const [first, ...later] = advice.later;
  return (
    <>
      {best !== undefined && <BestWay line={best} eyebrow={t('best_eyebrow')} />}
      {best === undefined && first !== undefined && <BestWay line={first} eyebrow={t('first_eyebrow')} waiting />}
      {best === undefined && first === undefined && <p className="note">{t('nothing_open')}</p>}
      <OtherWays lines={others} title={t('also')} />
      <OtherWays lines={best === undefined ? later : advice.later} title={t('later')} later />
      {share !== undefined && <p className="links"><a href={share}>{t('share')}</a></p>}
    </>
  );
}
