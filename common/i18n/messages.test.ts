import { describe, expect, test } from 'vitest';
import { formatMessage } from './messages.ts';

const chinese = (text: string, parameters: Record<string, string | number>) => formatMessage(text, 'zh-CN', parameters);

describe('a Chinese text', () => {
  test.each([
    ['GitHub', '收到你加入 GitHub 的申请'],
    ['Stream 模式', '收到你加入 Stream 模式的申请'],
    ['春华 App', '收到你加入春华 App 的申请'],
    ['主群', '收到你加入主群的申请'],
    ['C++', '收到你加入 C++ 的申请'],
    ['“Stream”', '收到你加入“Stream”的申请'],
    ['', '收到你加入的申请'],
  ])('sets %j apart where it stands beside Chinese, and only there', (name, drawn) => {
    expect(chinese('收到你加入{name}的申请', { name })).toBe(drawn);
  });

  test('sets numbers apart, and adds nothing to a space or a mark that is there', () => {
    expect(chinese('等{count}天', { count: 1234 })).toBe('等 1,234 天');
    expect(chinese('第 {count} 位，{name}。', { count: 3, name: 'Ada' })).toBe('第 3 位，Ada。');
  });

  test('changes nothing inside what is put in: links, code, and what people typed', () => {
    const link = 'https://example.com/g/主群stream?名=a1';
    expect(chinese('打开{link}看看', { link })).toBe(`打开 ${link} 看看`);
    expect(chinese('运行`{code}`：{typed}', { code: '导入a.yaml', typed: '我用QQ群' })).toBe('运行`导入a.yaml`：我用QQ群');
    expect(chinese('[申请](/g/{key}/a)', { key: '群1' })).toBe('[申请](/g/群1/a)');
  });
});

test('an English text is filled as it is', () => {
  expect(formatMessage('Join{name}now', 'en', { name: '群a' })).toBe('Join群anow');
});
