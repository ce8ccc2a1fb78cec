import { createContext } from 'react-router';
import type { Language } from '../common/contract/text.ts';
import type { Problem } from '../common/contract/problem.ts';
import type { AppOperations } from '../server/operations.ts';
import type { DevelopmentTools } from './development/tools.ts';
import type { Actor, Caller, Outcome } from '../server/platform/index.ts';

/** What the server hands to loaders and actions: the operations as functions, and who and how one asks. */
export type PageContext = {
  ops: Caller<AppOperations>;
  /** The same, with the key of a form's hidden field: sending the form twice does it once. */
  opsOnce(idempotencyKey: string): Caller<AppOperations>;
  actor: Actor;
  language: Language;
  /** The centre's own address, without a slash at the end. */
  origin: string;
  secure: boolean;
  nonce: string;
  /** True only under `npm run dev`. */
  development: boolean;
  /** What the developer panel can do; absent everywhere else. */
  developmentTools?: DevelopmentTools;
  requestId: string;
  /** The server's clock; in development it can be moved. */
  now: Date;
  /** The centre's time zone, whoever reads: staff who may not read its settings too. */
  timeZone: string;
  /** Writes a fault into the log, under the request's id. */
  reportFault(error: unknown): void;
  /** Puts a refusal into the reader's words. Where it asks for a fresh proof or a second factor, it throws the way there and back instead. */
  explain(refusal: Extract<Outcome<unknown>, { ok: false }>['refusal']): Problem;
  /** A Set-Cookie value that signs in with `token`, or signs out when it is null. */
  sessionCookie(token: string | null): string;
};

/** The key must be this bundle's own instance, so the server takes it from entry.server's exports. */
export const pageContext = createContext<PageContext>();
