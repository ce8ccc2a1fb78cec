import type { HoursView } from '../../../common/contract/support.ts';
import { inLanguage, type Language, type LocalizedText } from '../../../common/contract/text.ts';
import type { FirstResponse } from '../ports.ts';
import type { CentreFacts } from '../rules/facts.ts';
import type { HoursReference, Moment } from '../rules/hours.ts';
import { hoursView } from './hours-view.ts';

/** What every part of a page is written with: the centre at a moment, in one language, with what was measured. */
export type View = {
  moment: Moment;
  facts: CentreFacts;
  language: Language;
  measured: ReadonlyMap<string, FirstResponse>;
  text(text: LocalizedText): string;
  text(text: LocalizedText | undefined): string | undefined;
  hours(reference: HoursReference): HoursView;
};

export function viewOf(moment: Moment, language: Language, measured: ReadonlyMap<string, FirstResponse>): View {
  const written = new Map<HoursReference, HoursView>();
  function text(value: LocalizedText): string;
  function text(value: LocalizedText | undefined): string | undefined;
  function text(value: LocalizedText | undefined): string | undefined {
    return inLanguage(value, language);
  }
  return {
    moment,
    facts: moment.facts,
    language,
    measured,
    text,
    hours(reference) {
      const view = written.get(reference) ?? hoursView(moment, reference, language);
      written.set(reference, view);
      return view;
    },
  };
}
