import type { Scope } from '../../../common/contract/rights.ts';
import { scopeValue, type Scopes } from '../people/scopes.ts';
import type { useNoticesText } from './text.ts';

/** For whom a roster is: the whole centre, or a team or fleet by its name. */
export function placeInWords(t: ReturnType<typeof useNoticesText>, { names }: Pick<Scopes, 'names'>, scope: Scope): string {
  return scope.kind === 'centre' ? t('duty_scope_centre') : t(`duty_scope_${scope.kind}`, { name: names[scopeValue(scope)] ?? scope.key });
}
