import { appendFileSync, readFileSync } from 'node:fs';

/** What was asked for, by its own number. A decision is about what an earlier number proposed. */
export type Asked = { number: number; kind: 'propose' } | { number: number; kind: 'decide'; about: number; id: string };

/** How a request ended. `told`: an HTTP answer; `lost`: none came, so that it may have been done or not. */
export type Ending = { how: 'told'; status: number; code?: string; id?: string; retryAfter?: string; sentence?: string } | { how: 'lost'; reason: string };

export type Entry = ({ line: 'sent' } & Asked & { key: string }) | ({ line: 'ended'; number: number; milliseconds: number; at: number } & Ending);

/** The client's own memory: a line is on its way to the disk before the request is, and never changed. */
export class ClientLog {
  readonly file: string;
  constructor(file: string) {
    this.file = file;
  }
  write(entry: Entry): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }
  read(): Entry[] {
    return readFileSync(this.file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  }
}
