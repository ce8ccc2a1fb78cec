import type { IncomingMessage } from 'node:http';
import { chooseLanguage } from '../../../common/i18n/language.ts';
import { languages as everyLanguage, type Language } from '../../../common/contract/text.ts';
import type { Configuration } from '../config/schema.ts';
import { addressReader, type RequestAddress } from './address.ts';
import { readCookie } from './cookies.ts';

/** Who asks, under which address, in which language. */
export type Asking = { address: RequestAddress; language: Language; /** The language that the address itself asks for. */ explicit: string | undefined; cookie: string | undefined };

const mostRemembered = 2000;

/** What operators, programs and who writes them ask for comes in their own language; everything else is shown to visitors, in the centre's languages only. */
const notForVisitors = /^\/(?:console|api|health|hooks|developers|problems)(?:[/.?]|$)/;

/** Reads what every request needs to be known of; languages are worked out once per set of headers. `centreLanguages`: the default first. */
export function askingReader(configuration: Pick<Configuration, 'PUBLIC_URL' | 'ALLOWED_HOSTS' | 'TRUSTED_PROXY'>, centreLanguages: () => readonly Language[]): (incoming: IncomingMessage) => Asking {
  const readAddress = addressReader(configuration);
  const languages = new Map<string, Language>();
  return ({ headers, socket, url = '' }) => {
    const { cookie } = headers;
    const explicit = url.includes('lang=') ? /[?&]lang=([A-Za-z-]{2,10})(?:&|$)/.exec(url)?.[1] : undefined;
    const remembered = cookie?.includes('lang=') === true ? readCookie(cookie, 'lang') : undefined;
    const accept = headers['accept-language'];
    const own = centreLanguages();
    const isForVisitors = !notForVisitors.test(url);
    const wish = `${explicit ?? ''}|${remembered ?? ''}|${own.join()}|${isForVisitors}|${accept ?? ''}`;
    let language = languages.get(wish);
    if (language === undefined) {
      language = chooseLanguage({ explicit, remembered, accept }, isForVisitors ? own : [...new Set([...own, ...everyLanguage])]);
      if (languages.size < mostRemembered && wish.length < 300) languages.set(wish, language);
    }
    const address = readAddress({ remoteAddress: socket.remoteAddress, host: headers.host, forwardedFor: one(headers['x-forwarded-for']), forwardedProto: one(headers['x-forwarded-proto']) });
    return { address, language, explicit, cookie };
  };
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
