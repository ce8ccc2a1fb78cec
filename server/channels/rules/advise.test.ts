import { describe, expect, test } from 'vitest';
import type { Centre } from '../../../common/contract/centre.ts';
import type { Channel } from '../../../common/contract/channel.ts';
import { channel, shanghai, smallCentre } from '../testing.ts';
import { advise, type Answer, type Line } from './advise.ts';
import { compileCentre } from './facts.ts';
import type { AskedCase } from './finding.ts';
import { momentOf } from './hours.ts';

const wednesday = '2026-06-10 10:00';
const night = '2026-06-10 23:00';

function ask(channels: Channel[], asked: Partial<AskedCase>, at = wednesday, rest: Partial<Centre> = {}): Answer {
  return advise(momentOf(compileCentre(smallCentre(channels, rest)), shanghai(at)), { entitlement: 'paid', urgency: 'now', ...asked });
}

const keys = (lines: Line[]) => lines.map(({ channel: { key } }) => key);
const codes = (lines: Line[], key: string) => lines.find((line) => line.channel.key === key)?.findings.map(({ code }) => code);

const ticket = channel('ticket', 'ticket', { promise: { kind: 'within', minutes: 60 } });
const phone = channel('phone', 'phone', { hours: { acceptance: 'weekdays', emergency: 'always' } });
const im = channel('im', 'im', { hours: { acceptance: 'weekdays' } });
const tracker = channel('tracker', 'issue_tracker');
const docs = channel('docs', 'docs');
const assistant = channel('assistant', 'assistant');

describe('what there is to read and to ask a machine', () => {
  test('comes first when there is no hurry [ours]', () => {
    expect(keys(ask([ticket, assistant, docs, phone], { urgency: 'later' }).best)).toEqual(['docs', 'assistant', 'ticket', 'phone']);
  });

  test('comes after people and what people answer when there is [ours]', () => {
    expect(keys(ask([docs, assistant, ticket, phone], { urgency: 'now' }).best)).toEqual(['phone', 'ticket', 'assistant', 'docs']);
  });
});

describe('within the hour', () => {
  const slow = channel('slow', 'ticket', { promise: { kind: 'within', minutes: 480 } });

  test('what promises a day comes after people who are there [ours]', () => {
    expect(keys(ask([slow, ticket, phone], { urgency: 'hour' }).best)).toEqual(['ticket', 'phone', 'slow']);
  });

  test('outside standard hours it is still written first [001]', () => {
    const always = channel('hotline', 'phone', { hours: { acceptance: 'always' } });
    expect(keys(ask([always, slow], { urgency: 'hour' }, night).best)).toEqual(['slow', 'hotline']);
  });
});

describe('an emergency outside standard hours', () => {
  test('is called in where the phone is open, then written, before chatting with who is there [001][ours]', () => {
    const open = (key: string, kind: Channel['kind']) => channel(key, kind, { hours: { acceptance: 'always' } });
    expect(keys(ask([open('chat', 'im'), ticket, open('hotline', 'phone')], { urgency: 'emergency' }, night).best)).toEqual(['hotline', 'ticket', 'chat']);
  });

  test('may try the phone after everything that is open [001]', () => {
    expect(keys(ask([phone, ticket, channel('chat', 'im')], { urgency: 'emergency' }, night).best)).toEqual(['ticket', 'chat', 'phone']);
  });
});

describe('a channel of unstated hours', () => {
  const group = channel('group', 'group', { hours: { acceptance: 'unstated' } });

  test('comes after what is written where the centre states its hours [ours]', () => {
    const answer = ask([group, ticket, im], { urgency: 'now' });
    expect(keys(answer.best)).toEqual(['im', 'ticket', 'group']);
    expect(codes(answer.best, 'group')).toEqual(['live_unstated']);
  });

  test('keeps its place where nobody states hours [000][002]', () => {
    const settings = { name: 'Quiet', languages: ['zh-CN' as const], timeZone: 'Asia/Shanghai' };
    const answer = ask([ticket, group], { urgency: 'now' }, night, { settings });
    expect(answer.standard).toEqual({ open: false, until: null, opensAt: null });
    expect(keys(answer.best)).toEqual(['group', 'ticket']);
  });
});

describe('free products', () => {
  const everyonesGroup = channel('group', 'group', { hours: { acceptance: 'daily' } });

  test('are asked about where everyone is let in and open, then in the issue tracker [001][002]', () => {
    const answer = ask([tracker, everyonesGroup], { entitlement: 'free' });
    expect(keys(answer.best)).toEqual(['group', 'tracker']);
    expect(codes(answer.best, 'group')).toContain('open_to_everyone');
    expect(codes(answer.best, 'tracker')?.[0]).toBe('free_issue_tracker');
  });

  test('are named to someone unknown only where there are any', () => {
    expect(codes(ask([tracker], { entitlement: 'unknown' }).best, 'tracker')).toEqual(['free_issue_tracker', 'writing_always_possible']);
    expect(codes(ask([tracker], { entitlement: 'unknown' }, wednesday, { products: [] }).best, 'tracker')).toEqual(['writing_always_possible']);
  });

  test('are written about in the tracker first when there is no hurry [001]', () => {
    expect(keys(ask([everyonesGroup, ticket, tracker], { entitlement: 'free', urgency: 'later' }).best)).toEqual(['tracker', 'ticket', 'group']);
  });
});

describe('a tracker of unstated hours', () => {
  const unstated = channel('tracker', 'issue_tracker', { hours: { acceptance: 'unstated', answering: 'unstated' } });

  test('leaves it to its state to say so, and gives a reason of its own', () => {
    expect(codes(ask([unstated], { entitlement: 'unknown' }).best, 'tracker')).toEqual(['free_issue_tracker']);
    expect(codes(ask([unstated], { entitlement: 'unknown' }, wednesday, { products: [] }).best, 'tracker')).toEqual(['written_unstated']);
  });
});

describe('paying people', () => {
  test('have the tracker when there is nobody to ask [ours]', () => {
    expect(keys(ask([tracker, docs], { urgency: 'now' }).best)).toEqual(['tracker', 'docs']);
  });

  test('have it set aside, with the reason, when there is', () => {
    expect(codes(ask([tracker, phone], { urgency: 'now' }, night).others, 'tracker')).toEqual(['improvement_only']);
  });
});

describe('sponsors', () => {
  const own = channel('own', 'one_to_one', { audience: ['sponsor'], hours: { acceptance: 'daily' } });

  test('are led to their one-to-one support [002]', () => {
    const answer = ask([phone, ticket, own], { entitlement: 'sponsor', urgency: 'hour' });
    expect(keys(answer.best)).toEqual(['own', 'ticket', 'phone']);
    expect(codes(answer.best, 'own')).toContain('sponsor_one_to_one');
  });

  test('call first in an emergency [ours]', () => {
    expect(keys(ask([own, phone], { entitlement: 'sponsor', urgency: 'emergency' }).best)).toEqual(['phone', 'own']);
  });

  test('alone have it', () => {
    expect(codes(ask([own], { entitlement: 'paid' }).others, 'own')).toEqual(['sponsor_only']);
  });
});

describe('products', () => {
  const forOther = channel('other', 'ticket', { products: ['app'] });

  test('a channel of another product is not for this one, and says whose it is', () => {
    const answer = ask([forOther], { product: 'library' });
    expect(answer.others[0]?.findings).toEqual([{ code: 'other_product', subject: { kind: 'texts', texts: ['App'] } }]);
  });

  test('who names no product sees it, with the product', () => {
    expect(codes(ask([forOther], {}).best, 'other')).toContain('for_products');
  });
});

describe('subjects', () => {
  const fault = { ...ticket, suits: ['fault' as const] };
  const sales = channel('sales', 'email', { suits: ['presales'], promise: { kind: 'within', minutes: 60 } });

  test('a fault that cannot wait still goes to people who are there [001]', () => {
    const enquiries = { ...im, suits: ['enquiry' as const] };
    const answer = ask([fault, enquiries], { subject: 'fault' });
    expect(keys(answer.best)).toEqual(['im', 'ticket']);
    expect(codes(answer.best, 'im')).toContain('not_for_subject');
    expect(codes(answer.best, 'ticket')).toContain('suits_subject');
  });

  test('among equals what suits comes first', () => {
    expect(keys(ask([sales, fault], { subject: 'fault', urgency: 'hour' }).best)).toEqual(['ticket', 'sales']);
  });

  test('a question before buying goes where such questions go, whatever the hurry [001][ours]', () => {
    expect(keys(ask([{ ...im, suits: ['enquiry'] }, fault, sales], { subject: 'presales' }).best)[0]).toBe('sales');
  });

  test('chat is kept out of help, and help out of chat [002]', () => {
    const cafe = channel('cafe', 'group', { suits: ['off_topic'], hours: { acceptance: 'unstated' } });
    expect(codes(ask([fault, cafe], { subject: 'fault' }).others, 'cafe')).toEqual(['off_topic_only']);
    expect(codes(ask([fault, cafe], {}).others, 'cafe')).toEqual(['off_topic_only']);
    const answer = ask([fault, ticket, cafe], { subject: 'off_topic' });
    expect([keys(answer.best), keys(answer.others)]).toEqual([['cafe'], ['ticket', 'ticket']]);
  });
});

describe('topics', () => {
  const fleets = ['stream', 'cafe'].map((topic) => ({ key: `${topic}-qq`, topic, platform: 'manual' as const, app: 'qq' as const }));
  const rest = { topics: [{ key: 'stream', name: 'Stream' }, { key: 'cafe', name: 'Café' }], fleets };
  const groupOf = (topic: string): Channel => channel(topic, 'group', { hours: { acceptance: 'unstated' }, entries: [{ kind: 'fleet', fleet: `${topic}-qq` }] });

  test('the groups of a topic come first [000]', () => {
    const answer = ask([ticket, phone, groupOf('stream')], { topic: 'stream' }, wednesday, rest);
    expect(keys(answer.best)).toEqual(['stream', 'phone', 'ticket']);
    expect(answer.best[0]?.findings).toContainEqual({ code: 'for_topic', subject: { kind: 'texts', texts: ['Stream'] } });
  });

  test('in an emergency nobody waits for a group [ours]', () => {
    expect(keys(ask([ticket, phone, groupOf('stream')], { topic: 'stream', urgency: 'emergency' }, wednesday, rest).best)[0]).toBe('phone');
  });

  test('groups of another topic are for that one', () => {
    expect(codes(ask([groupOf('cafe')], { topic: 'stream' }, wednesday, rest).others, 'cafe')).toEqual(['other_topic']);
  });
});

describe('what cannot be used now', () => {
  test('comes by its next opening, what nobody knows last', () => {
    const broken = channel('broken', 'im', { outOfOrder: { reason: 'flood' } });
    const mended = channel('mended', 'im', { outOfOrder: { reason: 'flood', until: '2026-06-11T07:00:00+08:00' } });
    const never = channel('never', 'im', { hours: { acceptance: 'never' } });
    const calendars = [...smallCentre([]).calendars, { key: 'never', name: 'Never', hours: {} }];
    const answer = ask([broken, never, phone, mended], { urgency: 'now' }, night, { calendars });
    expect(keys(answer.later)).toEqual(['mended', 'phone', 'broken', 'never']);
    expect(answer.later.map(({ findings: [first] }) => first)).toEqual([
      { code: 'out_of_order', subject: { kind: 'texts', texts: ['flood'] }, at: shanghai('2026-06-11 07:00') },
      { code: 'closed_until', at: shanghai('2026-06-11 08:00') },
      { code: 'out_of_order', subject: { kind: 'texts', texts: ['flood'] } },
      { code: 'closed_for_good' },
    ]);
  });
});

describe('not reached', () => {
  test('nobody is sent to a channel that is meant for something else', () => {
    const enquiries = { ...im, suits: ['enquiry' as const] };
    const sales = channel('sales', 'email', { suits: ['presales'], promise: { kind: 'within', minutes: 60 } });
    const answer = ask([enquiries, sales], { subject: 'presales' });
    expect(answer.notReached).toEqual({ retry: { channel: 'sales', at: shanghai('2026-06-10 11:00') }, other: 'im' });
  });
});

describe('ties', () => {
  test('someone unknown gets first what is open to everyone [ours]', () => {
    const forPaid = channel('mail', 'email', { audience: ['paid'], promise: { kind: 'within', minutes: 60 }, recommended: true });
    expect(keys(ask([forPaid, ticket], { urgency: 'hour', entitlement: 'unknown' }).best)).toEqual(['ticket', 'mail']);
    expect(keys(ask([forPaid, ticket], { urgency: 'hour', entitlement: 'paid' }).best)).toEqual(['mail', 'ticket']);
  });

  test('someone unknown gets last what is for sponsors or contributors, whatever it is about and however urgent [002][ours]', () => {
    const own = channel('own', 'phone', { audience: ['sponsor'], suits: ['presales'], recommended: true });
    const patrons = channel('patrons', 'im', { audience: ['contributor', 'sponsor'] });
    for (const question of [{ urgency: 'emergency' }, { subject: 'presales' }] as const) {
      expect(keys(ask([own, patrons, docs, ticket], { entitlement: 'unknown', ...question }).best).slice(0, 2).toSorted()).toEqual(['docs', 'ticket']);
    }
  });

  test("the centre's recommendation breaks them, then its order", () => {
    const mail = channel('mail', 'email', { promise: { kind: 'within', minutes: 60 } });
    expect(keys(ask([mail, ticket], { urgency: 'hour' }).best)).toEqual(['mail', 'ticket']);
    expect(keys(ask([mail, { ...ticket, recommended: true }], { urgency: 'hour' }).best)).toEqual(['ticket', 'mail']);
  });
});
