import type { Secrets } from '../../platform/index.ts';

/** The key to the picture of a code: whoever was shown the code has it, and it opens nothing once the code has ended. */
export function passOf(secrets: Secrets, codeId: string): string {
  return secrets.keyedHash('groups.code_picture', codeId).slice(0, 32);
}

/** Where the picture of a code is, below the address of the centre. */
export function pictureOf(secrets: Secrets, codeId: string): string {
  return `/codes/${codeId}?pass=${passOf(secrets, codeId)}`;
}
