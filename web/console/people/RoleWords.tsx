import { NativeSelect } from '@mantine/core';
import { roleNames, type Grant, type Scope } from '../../../common/contract/rights.ts';
import { scopeValue, type Scopes } from './scopes.ts';
import { usePeopleText } from './use-people-text.ts';

/** Words for places and roles: `群管理员（群系列：用户群）`. */
export function useRoleWords({ names }: Pick<Scopes, 'names'>) {
  const t = usePeopleText();
  const place = (scope: Scope) => (scope.kind === 'centre' ? t('scope.centre') : t(`scope.${scope.kind}`, { name: names[scopeValue(scope)] ?? scope.key }));
  return { place, role: ({ role, scope }: Grant) => t('role_in', { role: t(`role.${role}`), place: place(scope) }) };
}

/** Role and place, to be chosen; the names of the fields get `suffix`. */
export function RoleFields({ scopes, suffix = '' }: { scopes: Scopes; suffix?: string }) {
  const t = usePeopleText();
  const { place } = useRoleWords(scopes);
  return (
    <>
      <NativeSelect label={t('role_name')} name={`role${suffix}`} data={roleNames.toReversed().map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      <NativeSelect label={t('role_scope')} name={`scope${suffix}`} data={scopes.mayGive.map((scope) => ({ value: scopeValue(scope), label: place(scope) }))} />
    </>
  );
}
