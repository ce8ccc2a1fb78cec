import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { OtherAccountView, SecondFactorView } from './SecondStepPage.tsx';

describe('the second step of signing in', () => {
  test('with a passkey leads on to where one was going', () => {
    const page = renderToStaticMarkup(<SecondFactorView language="zh-CN" problem={undefined} passkeys to="/console/people" />);
    expect(page).toContain('data-to="/console/people"');
  });

  test('tells whoever comes by another service that the address has an account here, and sends the code there', () => {
    const page = renderToStaticMarkup(<OtherAccountView language="zh-CN" problem={undefined} typed="chunfen@example.com" service="公司账号" />);
    expect(page).toContain('公司账号说你的邮箱是 chunfen@example.com');
    const [code = ''] = /<form action="\/sign-in" method="post">.*?<\/form>/.exec(page) ?? [];
    expect([...code.matchAll(/<input [^>]*>/g)].map(([input]) => /value="([^"]*)"/.exec(input)?.[1])).toEqual(['email', 'chunfen@example.com', '/account']);
    expect(page).toContain('name="how" value="anew"');
  });
});
