import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link, useRouteLoaderData } from 'react-router';
import type { AuditKind } from '../../common/contract/audit.ts';
import type { loader } from './ConsoleLayout.tsx';
import { useText } from './text.tsx';

/** Leads from a thing to what was changed about it; nothing for who may not read the history. Without an entry: of everything of that kind. */
export function HistoryLink({ kind, entry }: { kind: AuditKind; entry?: string }) {
  const t = useText();
  const shell = useRouteLoaderData<typeof loader>('console/ConsoleLayout');
  if (shell?.permissions.includes('audit.read') !== true) return null;
  return (
    <Button component={Link} to={`/console/history?${new URLSearchParams({ section: kind, ...(entry === undefined ? {} : { entry }) })}`} variant="default" leftSection={<IconHistory size={15} aria-hidden />}>
      {t('entry_history')}
    </Button>
  );
}
