import { describe, expect, test } from 'vitest';
import { forgesOf, judgePullRequest, readPullRequest } from './pull-request.ts';

describe('which pull request somebody means', () => {
  test.each([
    ['https://github.com/websoft9/websoft9/pull/12'],
    ['https://github.com/websoft9/websoft9/pull/12/files'],
    ['http://www.github.com/websoft9/websoft9/pull/12?w=1#issue'],
    ['github.com/websoft9/websoft9/pull/12'],
    ['websoft9/websoft9#12'],
    ['  https://github.com/websoft9/websoft9/pulls/12 '],
  ])('%s', (typed) => {
    expect(readPullRequest(typed, 'https://github.com')).toEqual({ owner: 'websoft9', repository: 'websoft9', number: 12 });
  });

  test.each([
    ['https://github.com.evil.example/a/b/pull/1'], ['https://evil.example/github.com/a/b/pull/1'], ['https://github.com@evil.example/a/b/pull/1'], ['https://github.com/a/b/issues/1'],
    ['https://github.com/a/b/pull/x'], ['https://github.com/a/b/pull/0'], ['https://github.com/../b/pull/1'], ['a/..#1'], ['https://gitee.com/a/b/pulls/1'], ['javascript:a/b#1'], [''],
  ])('%j is none of this forge', (typed) => {
    expect(readPullRequest(typed, 'https://github.com')).toBeUndefined();
  });

  test('a forge may live below a path', () => {
    expect(readPullRequest('https://code.example/git/a/b/pulls/3', 'https://code.example/git/')).toEqual({ owner: 'a', repository: 'b', number: 3 });
    expect(readPullRequest('https://code.example/gitx/a/b/pulls/3', 'https://code.example/git')).toBeUndefined();
  });
});

describe('who is a contributor [000]', () => {
  const facts = { merged: true, state: 'merged', authorId: '42', author: 'chunhua', repository: 'Websoft9/Websoft9', title: 'Fix' };
  const asked = { forge: 'github', repositories: ['github:websoft9/websoft9'], accounts: ['42'] };

  test('the author of a merged pull request to a repository on the list', () => {
    expect(judgePullRequest(facts, asked)).toBe('merged_own');
  });

  test('H4: nobody else', () => {
    expect(judgePullRequest(facts, { ...asked, accounts: ['43', '4', '2'] })).toBe('merged_of_another');
    expect(judgePullRequest({ ...facts, authorId: undefined }, asked)).toBe('merged_of_another');
    expect(judgePullRequest(facts, { ...asked, accounts: [] })).toBe('account_not_proven');
    expect(judgePullRequest({ ...facts, merged: false, state: 'open' }, asked)).toBe('not_merged');
  });

  test('a fork, a repository of another name, and one of another forge are not on the list', () => {
    expect(judgePullRequest({ ...facts, repository: 'someone/websoft9' }, asked)).toBe('not_listed');
    expect(judgePullRequest({ ...facts, repository: 'websoft9/websoft9-new' }, asked)).toBe('not_listed');
    expect(judgePullRequest(facts, { ...asked, forge: 'gitee' })).toBe('not_listed');
  });

  test('where the policy names no repository, its owner decides about each', () => {
    expect(judgePullRequest(facts, { ...asked, repositories: [] })).toBe('owner_decides');
  });

  test('each forge of a list is named once', () => {
    expect(forgesOf(['github:a/b', 'gitee:a/b', 'github:c/d'])).toEqual(['github', 'gitee']);
  });
});
