import type { HttpBindings } from '@hono/node-server';
import type { Language } from '../../../common/contract/text.ts';
import type { Actor } from '../operations/actor.ts';
import type { RequestAddress } from './address.ts';

/** What the middlewares of a request leave for those behind them. */
export type HttpVariables = { requestId: string; address: RequestAddress; language: Language; /** The language that the address itself asks for. */ explicitLanguage: string | undefined; actor: () => Promise<Actor> };
export type HttpEnvironment = { Bindings: HttpBindings; Variables: HttpVariables };
