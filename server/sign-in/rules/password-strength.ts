import type { WrongField } from '../../platform/index.ts';

const common = ['password', 'passw0rd', 'qwertyuiop', 'qwerty', 'admin', 'administrator', 'welcome', 'letmein', 'iloveyou', 'woaini', 'lichun', 'operator', 'support', 'abcdefghij', 'changeme'];

/** What is wrong with a new password, if anything: repeated characters, a run of digits, a common word, or the person's own name or address. */
export function judgePassword(password: string, own: readonly string[]): WrongField | undefined {
  const folded = password.normalize('NFKC').toLowerCase();
  const core = folded.replace(/[^\p{L}]+/gu, '');
  const weak =
    new Set(folded).size < 5 ||
    isRun(folded) ||
    common.some((word) => core === word || folded === word) ||
    own.some((text) => text.length >= 3 && folded.replace(/[\s\d]{1,20}$/u, '') === text.toLowerCase());
  return weak ? { path: 'password', code: 'password_common' } : undefined;
}

function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((character, index) => character.charCodeAt(0) - text.charCodeAt(index));
  const wrapping = steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9);
  return steps.length > 0 && wrapping;
}
