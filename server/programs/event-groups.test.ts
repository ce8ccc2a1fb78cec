import { expect, test } from 'vitest';
import { eventGroups } from '../../common/contract/webhooks.ts';
import { consoleProgramsMessages } from '../../common/locales/console-programs/index.ts';
import { events } from '../events.ts';

const groupsOfEvents = [...new Set(Object.entries(events).filter(([, event]) => 'forWebhooks' in event && event.forWebhooks).map(([name]) => name.split('.')[0]))].toSorted();

test('whoever chooses events for a webhook sees a word for every group of them, and no group without events', () => {
  expect(groupsOfEvents.length).toBeGreaterThan(20);
  expect([...eventGroups].toSorted()).toEqual(groupsOfEvents);
  expect(eventGroups.map((group) => consoleProgramsMessages['zh-CN'][`group.${group}`]).filter((word) => !/[\u4e00-\u9fff]|^Webhook$/.test(word))).toEqual([]);
});
