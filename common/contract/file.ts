import { z } from 'zod';

/** Largest file that comes with a request, in MiB of its own bytes. */
export const largestFileMegabytes = 5;

/** Bytes as base64 text: four letters for three bytes, nothing else in between. */
const base64 = z
  .string()
  .min(4)
  .max(Math.ceil((largestFileMegabytes * 1024 * 1024) / 3) * 4)
  .refine(isBase64, 'base64_form')
  .meta({ contentEncoding: 'base64' });

/** A file inside a request: its name as text, its bytes as base64. What kind it is the bytes tell. */
export const fileUploadSchema = z.strictObject({ name: z.string().min(1).max(255), content: base64.describe(`The bytes in base64; ${largestFileMegabytes} MiB at most.`) });
export type FileUpload = z.output<typeof fileUploadSchema>;

/** Without a pattern: one over millions of letters would ask too much of the machine that matches it (G2). */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  for (let at = 0; at < text.length - padding; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 43 || code === 47;
    if (!isLetter) return false;
  }
  return true;
}

/** A file that is kept, as it is shown beside what it belongs to. */
export const fileViewSchema = z.object({ name: z.string().max(255), mediaType: z.string().max(127), size: z.int().min(0) });
export type FileView = z.infer<typeof fileViewSchema>;
