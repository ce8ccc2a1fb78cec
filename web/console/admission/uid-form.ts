import { listIn, numbersIn, optional, pairsIn, typed } from './fields.ts';

/** So many secret headers have a row in the form. */
export const secretRows = 2;

/** What the form says, as the operation takes it; its schema judges it. A secret whose value is empty stays what it is. */
export function readUidForm(form: FormData) {
  const secretHeaders = Array.from({ length: secretRows }, (_row, index) => ({ name: typed(form, `secretName${index}`), value: typed(form, `secretValue${index}`) })).filter(({ name, value }) => name !== '' || value !== '');
  const matchValues = listIn(form, 'matchValues');
  return {
    product: typed(form, 'product'),
    url: typed(form, 'url'),
    method: typed(form, 'method') === 'POST' ? ('POST' as const) : ('GET' as const),
    body: pairsIn(form, 'body', '='),
    headers: pairsIn(form, 'headers', ':'),
    secretHeaders: secretHeaders.map(({ name, value }) => ({ name, ...(value === '' ? {} : { value }) })),
    mode: typed(form, 'mode') === 'look_up' ? ('look_up' as const) : ('match' as const),
    ...optional(form, 'matchPath'),
    ...optional(form, 'emailPath'),
    ...(matchValues.length === 0 ? {} : { matchValues }),
    absentStatuses: numbersIn(form, 'absentStatuses'),
    ...optional(form, 'absentPath'),
    absentValues: listIn(form, 'absentValues'),
    timeoutSeconds: Number(typed(form, 'timeoutSeconds')),
    enabled: form.get('enabled') === 'on',
    revision: Number(typed(form, 'revision')),
  };
}
