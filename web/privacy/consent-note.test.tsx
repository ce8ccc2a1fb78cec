import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { standardNotices } from '../../common/locales/privacy-notices/index.ts';
import { ConsentNote, consentOf } from './ConsentNote.tsx';
import { PrivacyView } from './PrivacyPage.tsx';

const notice = { id: '01a1ec61-e100-7007-816e-80a17352fc7a', form: 'proposal', version: 3, text: { 'zh-CN': '# 说明 <script>x</script>', en: '# Notice' } } as const;
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe('the notice beside a form', () => {
  test('says which version is shown, without scripts, and has no box unless the notice has one', () => {
    const html = renderToStaticMarkup(<ConsentNote notice={notice} language="zh-CN" />);
    expect(html).toContain(`<input type="hidden" name="notice" value="${notice.id}"/>`);
    expect(html).toContain('第 3 版');
    expect(html).not.toMatch(/<script|type="checkbox"/);
  });

  test('a required box says so, and what is wrong stands beside it', () => {
    const html = renderToStaticMarkup(<ConsentNote notice={{ ...notice, consent: { label: { en: 'I agree' }, required: true } }} language="en" problems={[{ path: 'consent', code: 'consent_required', message: 'Please tick' }]} />);
    expect(html).toMatch(/<input(?=[^>]*type="checkbox")(?=[^>]*required)(?=[^>]*aria-invalid="true")/);
    expect(html).toContain('Please tick');
    expect(html).toContain('I agree');
  });

  test('nothing is drawn while no notice is published', () => {
    expect(renderToStaticMarkup(<ConsentNote notice={undefined} language="en" />)).toBe('');
  });

  test('its fields are read as they are, and nothing that is no number of a notice', () => {
    expect(consentOf(form({ notice: notice.id, consent: '1' }))).toEqual({ notice: notice.id, consent: true });
    expect(consentOf(form({ notice: 'x', consent: 'yes' }))).toEqual({});
  });
});

describe('the public page', () => {
  test.each(['zh-CN', 'en'] as const)('shows the notices in force, the periods and the way to one’s own, in %s', (language) => {
    const notices = (['proposal', 'sign_in'] as const).map((one) => ({ ...notice, form: one, text: standardNotices[one], inForceFrom: '2026-01-01T00:00:00Z', publishedAt: '2026-01-01T00:00:00Z', date: '2026' }));
    const html = renderToStaticMarkup(<PrivacyView language={language} notices={notices} kept={[{ kind: 'sessions', days: 30 }, { kind: 'privacy_exports', days: 0 }]} />);
    expect(html).toContain('id="sign_in"');
    expect(html).toContain(language === 'en' ? '30 days' : '30 天');
    expect(html).toContain('/account/privacy');
    expect(html).not.toContain('{');
  });
});
