import type { CentreReader } from '../../server/centre/index.ts';
import { createOperations } from '../../server/operations.ts';
import type { Operation } from '../../server/platform/index.ts';

const unread = { current: () => ({ revision: '', example: null, centre: null }), refresh: async () => false, onChange: () => () => undefined, show: () => undefined } satisfies CentreReader & { show(): void };

/** Every operation with method, path and right, in the order of the registry. */
export function operationTable(): string {
  const operations = Object.values(createOperations(unread)) as Operation[];
  const rows = operations.map((operation) => `| \`${operation.name}\` | ${operation.pagesOnly === true ? 'pages only' : `\`${operation.method.toUpperCase()} /api/v1${operation.path}\``} | ${operation.right} | ${limitOf(operation)} | ${operation.summary} |`);
  return ['| operation | where | right | limit | what |', '|---|---|---|---|---|', ...rows].join('\n');
}

function limitOf({ limit }: Operation): string {
  return limit === undefined ? '' : `${limit.count} in ${limit.seconds} s per ${limit.per}`;
}
