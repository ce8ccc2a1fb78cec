import { Button } from '@mantine/core';
import { isRouteErrorResponse, Link, useLocation, useRouteError } from 'react-router';
import { EmptyState } from './PageHead.tsx';
import { useText } from './text.tsx';

/** What stands in the middle of the console when a page cannot be shown; the way to all other pages stays. */
export function ConsoleError() {
  const t = useText();
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <EmptyState title={t('error_title')} hint={missing ? t('error_missing') : t('error_fault')}>
      {missing ? (
        <Button component={Link} to="/console">
          {t('error_back')}
        </Button>
      ) : (
        <Button component="a" href={`${pathname}${search}`}>
          {t('error_reload')}
        </Button>
      )}
    </EmptyState>
  );
}
