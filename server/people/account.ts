import { createRequire } from 'node:module';
import type { IdentityKind } from '../../common/contract/people.ts';
import { accountWith, type AccountRead, type ReadPhone } from './rules/account.ts';

type Library = { parsePhoneNumberFromString(text: string, country: 'CN'): { number: string; isPossible(): boolean } | undefined };
let library: Library | undefined;

/** The numbering plans of the world are loaded with the first number: 18 MB of memory that most processes never need. */
const readPhone: ReadPhone = (text) => {
  library ??= createRequire(import.meta.url)('libphonenumber-js/min') as Library;
  if (text.length > 40 || /[a-z]/i.test(text.replace(/(?:ext|x)\.?\s{0,3}\d{1,7}$/i, ''))) return undefined;
  const found = library.parsePhoneNumberFromString(text, 'CN');
  return found?.isPossible() === true ? found.number : undefined;
};

/**
 * An account of a kind as somebody typed it, in the form that is compared; the code of a sentence in common/locales/fields when it is none.
 * Numbers without a country belong to mainland China. `issuer`: the product key of a UID, the issuer of an OIDC subject.
 */
export function accountOf(kind: IdentityKind, typed: string, issuer = ''): AccountRead {
  return accountWith(readPhone, kind, typed, issuer);
}
