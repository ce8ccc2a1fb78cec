import { admissionRetention } from './admission/index.ts';
import { centreRetention } from './centre/index.ts';
import { groupPagesRetention, groupsRetention } from './groups/index.ts';
import { subscriptions } from './news.ts';
import { noticesRetention } from './notices/index.ts';
import { peopleRetention } from './people/index.ts';
import { platformRetention, type RetentionKind } from './platform/index.ts';
import { importsRetention } from './platform/sheets/index.ts';
import { privacyRetention } from './privacy/index.ts';
import { programsRetention } from './programs/index.ts';
import { signInRetention } from './sign-in/index.ts';

/** Every kind of data that does not stay for ever; operators choose how long in the console, one job applies it. */
export const retentionKinds: readonly RetentionKind[] = [
  ...platformRetention(Object.keys(subscriptions)),
  ...importsRetention,
  ...peopleRetention,
  ...signInRetention,
  ...programsRetention,
  ...noticesRetention,
  ...centreRetention,
  ...privacyRetention,
  ...groupsRetention,
  ...groupPagesRetention,
  ...admissionRetention,
];
