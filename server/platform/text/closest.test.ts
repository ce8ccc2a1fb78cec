import { describe, expect, test } from 'vitest';
import { channelKinds } from '../../../common/contract/channel.ts';
import { sectionNames } from '../../../common/contract/centre.ts';
import { closest } from './closest.ts';

describe('the likely right word', () => {
  test.each([
    ['phon', 'phone'],
    ['fone', 'phone'],
    ['foen', undefined],
    ['tickets', 'ticket'],
    ['Ticket', 'ticket'],
    ['tikcet', 'ticket'],
    ['emial', 'email'],
    ['mail', 'email'],
    ['carrier pigeon', undefined],
    ['fax', undefined],
    ['none', undefined],
    ['', undefined],
    ['x', undefined],
  ])('for the channel kind “%s” is %s', (word, option) => {
    expect(closest(word, channelKinds)).toBe(option);
  });

  test.each([
    ['chanels', 'channels'],
    ['calender', 'calendars'],
    ['safety_notes', 'safetyNotes'],
    ['persons', undefined],
    ['hours', undefined],
    ['team', undefined],
  ])('for the section “%s” is %s', (word, option) => {
    expect(closest(word, sectionNames)).toBe(option);
  });

  test.each([
    ['chat', ['wechat', 'phone'], 'wechat'],
    ['fone', ['phone', 'sone'], 'sone'],
    ['fone', ['clone', 'phone'], 'phone'],
    ['sykle', ['cycle'], 'cycle'],
    ['chat', ['wechat', 'chatty'], undefined],
    ['team', ['time', 'item'], undefined],
    ['page', ['phone', 'plane'], undefined],
    ['qq', ['ab'], undefined],
    ['a', ['b', 'c'], undefined],
    ['one', ['phone'], undefined],
  ])('for “%s” among %j is %s', (word, options, option) => {
    expect(closest(word, options)).toBe(option);
  });

  test('never comes from nothing', () => {
    expect(closest('phone', [])).toBeUndefined();
  });
});
