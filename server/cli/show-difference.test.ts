import { expect, test } from 'vitest';
import type { CentreDifference } from '../../common/contract/centre-operations.ts';
import { showDifference } from './show-difference.ts';

const difference: CentreDifference = {
  applied: false, changes: 1, example: null, settings: { state: 'untouched', fields: [] }, revision: 7,
  sections: [{ section: 'fleets', added: [], changed: [{ key: 'main', name: 'Stream', fields: ['note'] }], removed: [], moved: [], unchanged: 1 }],
  fleets: [
    { fleet: 'main', name: 'Stream', kept: [{ key: 'yushui', name: 'Yushui – Stream', seats: 1 }], ends: [{ key: 'lichun', name: 'Lichun – Stream', seats: 480 }], reopens: [{ key: 'jingzhe', name: 'Jingzhe – Stream', seats: 12, from: 'archived' }], rests: [{ key: 'chunfen', name: 'Chunfen – Stream', seats: 0, from: 'dissolved' }, { key: 'qingming', name: 'Qingming – Stream', seats: 2, from: 'active' }] },
    { fleet: 'gone', name: 'Gone', kept: [], ends: [], reopens: [], rests: [], removed: { groups: 2, seats: 12, applications: 3 } },
  ],
};

test('the difference of a file says in the terminal which groups stay, which end with how many seats, which are reopened, and whom a fleet that goes concerns', () => {
  expect(showDifference(difference, 'en', false, true).split('\n')).toEqual([
    'fleets  (1 unchanged)', '  ~ main  Stream: note',
    '! Stream · Lichun – Stream is dissolved, and its 480 seats end', '! Stream · Jingzhe – Stream was archived and is open again, with its 12 seats',
    '= Stream · Chunfen – Stream stays dissolved. Write “state: active” to reopen it', '= Stream · Qingming – Stream stays active, not “state: preparing”: somebody has or had a seat there', '= Stream · Yushui – Stream stays, although the file does not list it, with its 1 seat',
    '! Gone: 2 groups and 12 seats are found again when it is brought back; applications that wait (3) end',
    'Only tried: there would be 1 change, nothing was changed.',
  ]);
  const chinese = showDifference(difference, 'zh-CN', false, true);
  for (const line of ['! 解散 Stream · Lichun – Stream：480 个席位随之结束', '! 重开 Stream · Jingzhe – Stream：之前已归档，12 个席位照旧', '= Stream · Chunfen – Stream 已解散，保持不变；要重开，请写明 state: active', '= 保留 Stream · Yushui – Stream：文件里没写，1 个席位不变', '! Gone：2 个群、12 个席位留着，恢复后照旧；3 份在等的申请会结束']) expect(chinese).toContain(line);
});
