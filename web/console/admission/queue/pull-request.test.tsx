import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Evidence } from '../../../../common/contract/admission.ts';
import { consoleQueueMessages } from '../../../../common/locales/console-queue/index.ts';
import { textOf } from '../../../public/testing/html.ts';
import { TextProvider } from '../../text.tsx';
import { PullRequest } from './PullRequest.tsx';
import { QueueText } from './text.ts';

const drawn = (pullRequest: Evidence['pullRequest']) => renderToStaticMarkup(
  <TextProvider language="zh-CN" timeZone="Asia/Shanghai" texts={{} as never}>
    <QueueText texts={consoleQueueMessages['zh-CN']}><PullRequest typed="owner/name#1" pullRequest={pullRequest} /></QueueText>
  </TextProvider>,
);
const url = 'https://github.com/owner/name/pull/1';

test('a pull request is a link that says how it stands, where, and whose it is', () => {
  const html = drawn({ url, state: 'open', title: '修复登录', repository: 'owner/name', listed: false, author: 'lixia', own: false });
  expect(html).toContain(`<a href="${url}" target="_blank" rel="noreferrer">修复登录</a>`);
  expect(textOf(html)).toMatch(/未合并，还开着.*owner\/name，不在认可的仓库里.*作者 lixia，不是申请人证实的账号/);
  expect(textOf(drawn({ url, state: 'merged', repository: 'owner/name', listed: true, author: 'guyu', own: true }))).toMatch(/已合并.*在认可的仓库里.*是申请人证实的账号/);
});

test('what nobody could look up says so; what is no address here is no link', () => {
  expect(textOf(drawn({ url, state: 'unknown' }))).toContain('没有查到，请打开看');
  expect(drawn({ url: 'javascript:alert(1)', state: 'unknown' })).not.toContain('<a ');
  expect(textOf(drawn(undefined))).toBe('owner/name#1');
});
