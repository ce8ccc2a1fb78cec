import { auditKindNames, auditKinds } from '../../../common/contract/audit.ts';
import type { Language } from '../../../common/contract/text.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { auditKindMessages } from '../../../common/locales/audit-kinds/index.ts';

/** A group of the filter: its heading, and what it offers. */
export type KindGroup = { name: string; kinds: { value: string; label: string }[] };

/** What the history can be narrowed to beside the sections of the centre, in the reader's language. Loaders answer it, so that the browser gets one language. */
export function kindGroups(language: Language): KindGroup[] {
  const t = translator(auditKindMessages, language);
  return (Object.keys(auditKinds) as (keyof typeof auditKinds)[]).map((group) => ({ name: t(group), kinds: auditKinds[group].map((value) => ({ value, label: t(`kind.${value}`) })) }));
}

/** Pages of single things that the history leads to. */
const pages: Readonly<Record<string, string>> = { person: '/console/people', organisation: '/console/organisations', webhook: '/console/webhooks', hook: '/console/hooks' };

/** The page of the thing that changed; undefined where it has none of its own. */
export function pageOfSubject({ kind, key, fleet }: { kind: string; key: string; fleet?: string | undefined }): string | undefined {
  // A group stands on the page of its fleet.
  if (kind === 'group') return fleet === undefined ? undefined : `/console/groups/${fleet}`;
  return Object.hasOwn(pages, kind) ? `${pages[kind]}/${key}` : undefined;
}

/** The kind that an address names, if the history knows it. */
export function knownKind(name: string | undefined): string | undefined {
  return auditKindNames.find((kind) => kind === name);
}
