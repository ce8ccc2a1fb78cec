import type { Advice, AdviceLine } from '../../../common/contract/support.ts';
import { Icon } from '../../public/Icon.tsx';
import { usePageTexts } from '../viewing.ts';
import { Entries } from './Entries.tsx';
import { Status } from './Status.tsx';
import { BestWay, Facts, Remarks } from './Ways.tsx';

/** Every channel: what can be used now in order, what opens later, and what is not for this case and why. */
export function RankedWays({ advice: { best, later, others } }: { advice: Advice }) {
  const t = usePageTexts();
  const [first, ...rest] = best;
  return (
    <>
      {first === undefined ? <p className="note">{t('nothing_open')}</p> : <BestWay line={first} eyebrow={t('best_eyebrow')} />}
      <Ranked title={t('also')} lines={rest} />
      <Ranked title={t('advice_later')} lines={later} />
      <Ranked title={t('advice_others')} lines={others} quiet />
    </>
  );
}

function Ranked({ title, lines, quiet = false }: { title: string; lines: readonly AdviceLine[]; quiet?: boolean }) {
  if (lines.length === 0) return null;
  return (
    <section className="part-small">
      <h2 className="label">{title}</h2>
      <ul className="ranked">
        {lines.map((line) => (
          <li key={line.channel.key} className="row">
            <div className="headline">
              <h3><Icon of={line.channel.kind} /> {line.channel.name}</h3>
              {!quiet && <Status status={line.channel.status} />}
            </div>
            <Facts line={line} brief={quiet} />
            {!quiet && <Entries entries={line.channel.entries} name={line.channel.name} codes={`/qr/channels/${line.channel.key}`} />}
            {!quiet && <Remarks line={line} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
