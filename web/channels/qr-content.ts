import type { EntryView, SupportPage } from '../../common/contract/support.ts';

type Scanned = Pick<SupportPage, 'channels' | 'contacts' | 'services' | 'topics'>;

/** Most bytes of UTF-8 that the largest code holds. */
const capacity = 2953;

/** What a code for this entry says; undefined where there is nothing to scan or it does not fit into a code. */
export function qrContent(entry: EntryView): string | undefined {
  const content = entry.kind === 'qr' ? entry.content : entry.kind === 'url' && entry.qr ? entry.url : undefined;
  return content === undefined || new TextEncoder().encode(content).length > capacity ? undefined : content;
}

/**
 * What the code at `/qr/<section>/<key>/<place>` says: an entry of a channel, contact or service by its place from 0,
 * or a group by its key, `/qr/groups/<fleet>/<group>`. Undefined for all else: only what the centre itself shows is drawn.
 */
export function findQrContent(page: Scanned, section: string, key: string, place: string): string | undefined {
  if (section === 'groups') {
    const fleet = page.topics.flatMap(({ fleets }) => fleets).find((one) => one.key === key);
    return fleet?.groups.find((group) => group.key === place)?.link;
  }
  const entry = entriesOf(page, section, key)?.[/^(?:0|[1-9]\d?)$/.test(place) ? Number(place) : -1];
  return entry === undefined ? undefined : qrContent(entry);
}

function entriesOf(page: Scanned, section: string, key: string): readonly EntryView[] | undefined {
  if (section === 'channels') return page.channels.find((channel) => channel.key === key)?.entries;
  if (section === 'contacts') return page.contacts.find((contact) => contact.key === key)?.entries;
  if (section === 'services') return page.services.find((service) => service.key === key)?.purchase.flatMap(({ entries }) => entries);
  return undefined;
}
