import type { Advice } from '../../../common/contract/support.ts';
import { describeStep } from '../../../common/i18n/advice.ts';
import { Markdown } from '../../public/Markdown.tsx';
import { usePageTexts, useViewing } from '../viewing.ts';
import { Entries } from './Entries.tsx';

/** What to do next when nobody was reached: again later, another channel, finally a named person. */
export function NotReached({ steps, why, open = false }: { steps: Advice['notReached']; why: string | undefined; open?: boolean }) {
  const t = usePageTexts();
  const { language, now, timeZone, example } = useViewing();
  if (steps.length === 0) return null;
  return (
    <details className="fold line-fold" open={open}>
      <summary>{t('not_reached', { count: steps.length })}</summary>
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={index}>
            {describeStep(step, now, timeZone, language)}
            {step.kind === 'contact' && <p className="muted">{step.when}</p>}
            {step.kind === 'contact' && <Entries entries={step.entries} name={step.name} codes={`/qr/contacts/${step.contact}`} />}
          </li>
        ))}
      </ol>
      {why !== undefined && (
        <div className="note">
          <p className="muted">{t('not_reached_why')}</p>
          <Markdown text={why} example={example} headings={3} />
        </div>
      )}
    </details>
  );
}
