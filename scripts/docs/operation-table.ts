import type { CentreKeeper } from '../../server/centre/index.ts';
import { events } from '../../server/events.ts';
import { createOperations } from '../../server/operations.ts';
import type { ProductParts } from '../../server/parts.ts';
import { readConfiguration } from '../../server/platform/config/schema.ts';
import { silentLog, systemClock, type Operation } from '../../server/platform/index.ts';
import { createFileStore } from '../../server/platform/files/index.ts';
import { createOutbound } from '../../server/platform/outbound/index.ts';
import { createSecrets } from '../../server/platform/secrets/index.ts';

const unread = { current: () => ({ revision: '', example: null, centre: null }), refresh: async () => false, onChange: () => () => undefined, show: () => undefined } satisfies CentreKeeper;

/** Parts that nothing asks while operations are only listed. */
export const undescribed: ProductParts = { configuration: defaults(), reader: unread, outbound: createOutbound({ log: silentLog }), secrets: createSecrets(new Uint8Array(32)), events, wakeWebhooks: () => undefined, canSignIn: async () => true, hasSecondFactor: async () => true, personalData: [], retentionKinds: [], files: createFileStore({ folder: '', clock: systemClock, log: silentLog, maximumMegabytes: 1 }), dataFolder: '' };

function defaults(): ProductParts['configuration'] {
  const read = readConfiguration({});
  if (!read.ok) throw new Error('The defaults are no configuration');
  return read.configuration;
}

/** Every operation with method, path and right, in the order of the registry. */
export function operationTable(): string {
  const operations = Object.values(createOperations(undescribed)) as Operation[];
  const rows = operations.map((operation) => `| \`${operation.name}\` | ${operation.pagesOnly === true ? 'pages only' : `\`${operation.method.toUpperCase()} /api/v1${operation.path}\``} | ${operation.right} | ${limitOf(operation)} | ${operation.summary} |`);
  return ['| operation | where | right | limit | what |', '|---|---|---|---|---|', ...rows].join('\n');
}

function limitOf({ limit }: Operation): string {
  return limit === undefined ? '' : `${limit.count} in ${limit.seconds} s per ${limit.per}`;
}
