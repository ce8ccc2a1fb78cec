/** A process of its own that reads one sheet from its standard input and says what that cost: whatever else the machine does costs it nothing. */
import { importLineLimit } from '../../../../common/contract/imports.ts';
import { parseSheet } from '../parse-sheet.ts';

const parts: Buffer[] = [];
for await (const part of process.stdin) parts.push(part as Buffer);
const bytes = new Uint8Array(Buffer.concat(parts));
const [cpu, memory] = [process.cpuUsage(), process.resourceUsage().maxRSS];
const read = await parseSheet(bytes, importLineLimit);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ codes: read.ok ? [] : (read.refusal.fields ?? []).map(({ code }) => code), cpuSeconds: (user + system) / 1e6, megabytes: (process.resourceUsage().maxRSS - memory) / 1024 }));
