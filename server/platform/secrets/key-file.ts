import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';

/** The file in DATA_DIR that holds the key of the centre when SECRET_KEY does not. */
export const keyFileName = 'secret-key';

/** Reads the key of the centre: from SECRET_KEY, else from the file in the data folder, which is made on the first start. */
export async function readSecretKey(configuration: { SECRET_KEY?: string | undefined; DATA_DIR: string }): Promise<Buffer> {
  if (configuration.SECRET_KEY !== undefined) return Buffer.from(configuration.SECRET_KEY, 'base64url');
  const file = path.join(configuration.DATA_DIR, keyFileName);
  const found = await readKey(file);
  return found ?? makeKey(file);
}

async function readKey(file: string): Promise<Buffer | undefined> {
  try {
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url');
    if (key.length !== 32) throw new Error(`${file} holds no key of 32 bytes`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of two programs that start at once, one makes the key and both use it: the link takes a name only once. */
async function makeKey(file: string): Promise<Buffer> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  const key = await readKey(file);
  if (key === undefined) throw new Error(`${file} has gone while it was made`);
  return key;
}
