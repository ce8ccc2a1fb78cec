import type { Entry } from '../../../common/contract/channel.ts';
import type { EntryView } from '../../../common/contract/support.ts';
import { given } from './instant.ts';
import type { View } from './view.ts';

/** Ways in, in one language. A fleet that does not exist is left out. */
export function entryViews(view: View, entries: readonly Entry[] | undefined): EntryView[] {
  return (entries ?? []).flatMap((entry) => entryView(view, entry));
}

function entryView(view: View, entry: Entry): EntryView[] {
  const label = given('label', view.text(entry.label));
  switch (entry.kind) {
    case 'url':
      return [{ kind: 'url', url: entry.url, qr: entry.qr ?? false, ...label }];
    case 'email':
      return [{ kind: 'email', address: entry.address, ...label }];
    case 'phone':
      return [{ kind: 'phone', number: entry.number, ...label }];
    case 'account':
      return [{ kind: 'account', app: entry.app, id: entry.id, ...label }];
    case 'qr':
      return [{ kind: 'qr', content: entry.content, ...label }];
    case 'steps':
      return [{ kind: 'steps', steps: entry.steps.map((step) => view.text(step)), ...given('url', entry.url), ...label }];
    case 'fleet': {
      const fleet = view.facts.fleets.get(entry.fleet);
      return fleet === undefined ? [] : [{ kind: 'fleet', fleet: fleet.key, topic: fleet.topic, name: fleetName(view, fleet), ...label }];
    }
  }
}

/** A fleet goes by its topic's name unless it has its own. */
export function fleetName({ facts, text }: View, fleet: { key: string; topic: string; name?: Parameters<View['text']>[0] | undefined }): string {
  return text(fleet.name ?? facts.topics.get(fleet.topic)?.name) ?? fleet.key;
}
