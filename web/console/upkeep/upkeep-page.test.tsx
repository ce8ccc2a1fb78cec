import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createRoutesStub } from 'react-router';
import { describe, expect, test } from 'vitest';
import { consoleMessages } from '../../../common/locales/console/index.ts';
import { consoleUpkeepMessages } from '../../../common/locales/console-upkeep/index.ts';
import type { UpkeepView } from '../../../common/contract/upkeep.ts';
import { textOf } from '../../public/testing/html.ts';
import { ToastProvider } from '../../ui/Toasts.tsx';
import { AfterwardsProvider } from '../afterwards.tsx';
import { ConfirmationProvider } from '../confirmation.tsx';
import { TextProvider } from '../text.tsx';
import { Asleep } from './Asleep.tsx';
import { Backups } from './Backups.tsx';
import { Numbers } from './Numbers.tsx';
import { UpkeepText } from './text.ts';

const upkeep: UpkeepView = {
  versions: { program: '0.1.0', release: 1, node: '24.0.0', postgres: '17', migrations: 1, lastMigration: '0001' },
  storage: { database: 1, tables: [], files: { count: 0, bytes: 0, quota: 1 } },
  jobs: { waiting: 3, active: 0, failed: 0 },
  outbox: { waiting: 0, failing: 0, parked: 0 },
  mails: { waiting: 12, failed: 0, caught: 0 },
  webhooks: { endpoints: 1, failing: 0, switchedOff: 0, waiting: 30, failed: 0 },
  backups: { folder: '/backups', daily: true, keep: 14, hour: 3, withKey: true, fingerprint: '4f1c' },
};

function draw(part: ReactNode): string {
  const Stub = createRoutesStub([{ path: '/', Component: () => <ConfirmationProvider><AfterwardsProvider>{part}</AfterwardsProvider></ConfirmationProvider> }]);
  return renderToStaticMarkup(
    <MantineProvider>
      <TextProvider language="zh-CN" timeZone="Asia/Shanghai" texts={consoleMessages['zh-CN']}>
        <ToastProvider label="消息" closeLabel="关闭">
          <UpkeepText texts={consoleUpkeepMessages['zh-CN']}>
            <Stub />
          </UpkeepText>
        </ToastProvider>
      </TextProvider>
    </MantineProvider>,
  );
}

const none = { items: [], next: undefined, paged: false };

describe('the page Upkeep', () => {
  test('leads from the mails to the centre’s mails, and to those that failed when some did', () => {
    expect(draw(<Numbers upkeep={upkeep} />)).toContain('href="/console/notices/mail"');
    expect(draw(<Numbers upkeep={{ ...upkeep, mails: { waiting: 0, failed: 2, caught: 0 } }} />)).toContain('href="/console/notices/mail?state=failed"');
  });

  test('says that the key is in a backup only where it is', () => {
    const said = (withKey: boolean) => textOf(draw(<Backups backups={none} facts={{ ...upkeep.backups, withKey }} asleep={false} />));
    expect(said(true)).toContain('备份里有所有人的资料和中心的密钥');
    expect(said(false)).not.toContain('和中心的密钥');
    expect(said(false)).toContain('它来自 SECRET_KEY（指纹 4f1c）');
  });

  test('marks a backup that lacks files as such, and begins none while the centre sleeps', () => {
    const lacking = { id: 'one', origin: 'timetable' as const, state: 'done' as const, startedAt: '2026-11-18T02:00:00Z', missingFiles: 2, problem: '备份里缺 2 个文件', at: '今天', exact: '2026 年 11 月 18 日' };
    const page = draw(<Backups backups={{ ...none, items: [lacking] }} facts={upkeep.backups} asleep={true} />);
    expect(textOf(page)).toContain('完成，缺 2 个文件');
    expect(page).toMatch(/<button[^>]*disabled/);
  });

  test('says of a centre that sleeps since when, and how to wake it', () => {
    const said = textOf(draw(<Asleep since="10:00" backup="昨天 03:00" upkeep={upkeep} />));
    expect(said).toContain('这个中心在休眠');
    expect(said).toContain('它由昨天 03:00 的备份恢复，从 10:00 起休眠');
    expect(said).toContain('唤醒');
  });
});
