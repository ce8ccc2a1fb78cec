import { z } from 'zod';
import { adviceSimulationSchema, calendarPreviewSchema, calendarYearSchema, previewCalendarSchema, yearSchema } from '../../common/contract/calendar-year.ts';
import { adviceQuestionSchema, adviceSchema, supportPageSchema } from '../../common/contract/support.ts';
import { keySchema } from '../../common/contract/text.ts';
import { operation } from '../platform/index.ts';
import { advise } from './actions/advise.ts';
import { previewCalendarYear } from './actions/preview-calendar-year.ts';
import { readCalendarYear } from './actions/read-calendar-year.ts';
import { readSupportPage } from './actions/read-support-page.ts';
import { simulateAdvice } from './actions/simulate-advice.ts';
import type { ChannelsParts } from './ports.ts';

/** Everything that channels can do. Each answers `not_found` while the centre is empty. */
export function createChannelsOperations(parts: ChannelsParts) {
  return {
    readSupportPage: operation({
      name: 'readSupportPage', method: 'get', path: '/support-page', summary: 'The whole support page, with the advice for a question.',
      right: 'public', refusals: ['not_found'], input: adviceQuestionSchema, output: supportPageSchema,
      action: (work, question) => readSupportPage(parts, work, question),
    }),
    advise: operation({
      name: 'advise', method: 'get', path: '/advice', summary: 'How to get help now: channels best first, with reasons and promises.',
      right: 'public', refusals: ['not_found'], input: adviceQuestionSchema, output: adviceSchema,
      action: (work, question) => advise(parts, work, question),
    }),
    simulateAdvice: operation({
      name: 'simulateAdvice', method: 'get', path: '/advice/simulation', summary: 'What would be recommended at another time.',
      right: 'centre.edit', input: adviceSimulationSchema, output: adviceSchema,
      action: (work, question) => simulateAdvice(parts, work, question),
    }),
    readCalendarYear: operation({
      name: 'readCalendarYear', method: 'get', path: '/calendars/{key}/years/{year}', summary: 'Every day of a year as a service calendar has it.',
      right: 'centre.edit', input: z.strictObject({ key: keySchema, year: yearSchema }), output: calendarYearSchema,
      action: (work, input) => readCalendarYear(parts, work, input),
    }),
    previewCalendarYear: operation({
      name: 'previewCalendarYear', method: 'post', path: '/calendars/preview', summary: 'The year of a draft calendar that is not saved, and what is wrong with it.',
      right: 'centre.edit', input: previewCalendarSchema, output: calendarPreviewSchema,
      action: (work, input) => previewCalendarYear(parts, work, input),
    }),
  } as const;
}
