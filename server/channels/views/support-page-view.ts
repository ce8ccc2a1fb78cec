import { suits } from '../../../common/contract/channel.ts';
import type { Advice, SupportPage } from '../../../common/contract/support.ts';
import { hasPublicGroups } from '../../../common/public-groups.ts';
import { channelsOf } from './advice-view.ts';
import { entryViews } from './entry-view.ts';
import { given } from './instant.ts';
import { documentViews, topicView } from './topic-view.ts';
import type { View } from './view.ts';

/** Everything that the public page shows, in the centre's own order. */
export function supportPageView(view: View, advice: Advice, isExample: boolean): SupportPage {
  const { text, facts } = view;
  const { centre } = facts;
  const { settings } = centre;
  const written = channelsOf(advice);
  return {
    language: view.language,
    languages: [...settings.languages],
    example: isExample,
    name: text(settings.name),
    ...given('tagline', text(settings.tagline)),
    ...given('about', text(settings.about)),
    ...given('website', settings.website),
    timeZone: facts.timeZone,
    products: centre.products.map((product) => ({
      key: product.key,
      name: text(product.name),
      ...given('description', text(product.description)),
      ...given('url', product.url),
      plans: (product.plans ?? []).map(({ key, name, kind, note }) => ({ key, name: text(name), kind, ...given('note', text(note)) })),
    })),
    subjects: suits.filter((suit) => centre.channels.some((channel) => channel.suits?.includes(suit))),
    advice,
    channels: centre.channels.flatMap(({ key }) => written.get(key) ?? []),
    ...knowledgeParts(view),
    topics: centre.topics.map((topic) => topicView(view, topic)),
    searchable: centre.fleets.some(hasPublicGroups),
    ...given('notReached', text(settings.notReached)),
  };
}

function knowledgeParts(view: View): Pick<SupportPage, 'scope' | 'services' | 'readings' | 'questions' | 'safetyNotes' | 'contacts'> {
  const { text, facts } = view;
  const { centre } = facts;
  const productName = (wanted: string | undefined) => text(centre.products.find(({ key }) => key === wanted)?.name);
  return {
    scope: centre.scope.map(({ key, topic, product, level, note }) => ({ key, topic: text(topic), ...given('product', productName(product)), level, ...given('note', text(note)) })),
    services: centre.services.map((service) => ({
      key: service.key,
      name: text(service.name),
      ...given('description', text(service.description)),
      purchase: (service.purchase ?? []).map(({ where, how, entries }) => ({ where: text(where), how: text(how), entries: entryViews(view, entries) })),
      documents: documentViews(view, service.documents),
      ...given('note', text(service.note)),
    })),
    readings: centre.readings.map(({ key, kind, title, body, url, confirm }) => ({
      key, kind, title: text(title), ...given('body', text(body)), ...given('url', url), confirm: confirm ?? false,
    })),
    questions: centre.questions.map(({ key, question, answer, product }) => ({ key, question: text(question), answer: text(answer), ...given('product', productName(product)) })),
    safetyNotes: centre.safetyNotes.map(({ key, text: note, domains }) => ({ key, text: text(note), domains: [...(domains ?? [])] })),
    contacts: centre.contacts.map((contact) => ({
      key: contact.key,
      name: text(contact.name),
      ...given('role', text(contact.role)),
      when: text(contact.when),
      entries: entryViews(view, contact.entries),
      ...given('note', text(contact.note)),
    })),
  };
}
