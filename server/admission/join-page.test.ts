import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given } from '../centre/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

const read = async (name: string, fleet?: string) => given(await stage.anyone.readJoinPage({ name, ...(fleet === undefined ? {} : { fleet }) }));

describe('old links lead on', () => {
  test('also to one fleet beside others of the same name', async () => {
    await stage.addFleet({ key: 'stream', aliases: ['once'] });
    await stage.addFleet({ key: 'stream-qq', platform: 'manual', app: 'qq', groups: [{ key: 'one', number: '10001' }] });
    const { fleets } = await read('stream');
    expect(fleets.map(({ address }) => address)).toEqual(['stream?fleet=stream', 'stream-qq']);
    expect((await read('stream', 'once')).fleets.map(({ key }) => key)).toEqual(['stream']);
    expect(given(await stage.anyone.findGroups({ q: '10001' })).items.map(({ url }) => url)).toEqual(['/g/stream-qq?group=one']);
    expect(given(await stage.anyone.findGroups({ q: 'Stream' })).items.map(({ url }) => url).toSorted()).toEqual(['/g/stream-qq?group=one', '/g/stream?fleet=stream&group=lichun']);
  });
});
