import type { RouterContextProvider } from 'react-router';
import { pageContext } from '../page-context.ts';
import type { ApiDocument } from './description.ts';

/** The description of the API, as everyone can read it. */
export async function readDescription(context: Readonly<RouterContextProvider>): Promise<ApiDocument> {
  const outcome = await context.get(pageContext).ops.readApiDescription({});
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value as unknown as ApiDocument;
}
