import type { SameKeys } from '../../i18n/messages.ts';
import type { terminalChinese } from './zh-CN.ts';

export const terminalEnglish: SameKeys<typeof terminalChinese> = {
  ready: 'Lichun is ready',
  address: 'Address   {address}',
  address_network: 'Network   {address}',
  data: 'Data      {folder}',
  data_given: 'Data      DATABASE_URL ({host})',
  stop: 'Stop      press Ctrl-C',
  set_up: 'First use: open this link in a browser within 24 hours to become the operator. It works once; the next start prints a new one.',
  example: 'The example “{name}” is shown. npm start -- --example none begins with an empty centre (on an empty database only).',
  stopping: 'Stopping …',
  stopped: 'Stopped. Everything is saved.',
  unknown_argument: 'The argument {argument} is not known. Possible: --example dingtalk|websoft9|littleskin|none.',
  unknown_argument_similar: 'The argument {argument} is not known. Did you mean {similar}? Possible: --example dingtalk|websoft9|littleskin|none.',
  unknown_example: 'There is no example called {name}. Possible: {options}.',
  configuration: 'The environment variable {variable} is not right: {expected}. Mend it and start again.',
  build_missing: 'The pages have not been built. Start with npm start, which builds them, or run npm run build first.',
  fault: 'Something unexpected happened while starting: {message}. The log above says more; no data was changed.',
  lost_claim: 'Another Lichun has taken over this data (process {process}); this one stops.',
};
