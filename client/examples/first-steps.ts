/** First steps with a key: who am I, make something, find it again. LICHUN_URL=https://help.example.com LICHUN_KEY=lck_… node client/examples/first-steps.ts */
import { createClient, LichunProblem } from '../src/index.ts';

const client = createClient({ address: process.env['LICHUN_URL'] ?? 'http://localhost:8080', key: process.env['LICHUN_KEY'] ?? '' });

const me = await client.readCurrentPerson();
console.log(`Hello ${me.name}`);

const key = `first-steps-${Date.now().toString(36)}`;
const made = await client.createTopic({ entry: { key, name: { 'zh-CN': '第一步', en: 'First steps' } } });
console.log(`Made the topic ${made.entry.key}, revision ${made.revision}`);

for await (const entry of client.every('listAudit', { subjectKind: 'topics', subjectKey: key })) console.log(`History: ${entry.operation} by ${entry.actor.name ?? '?'} with ${entry.actor.key?.name ?? 'a session'}`);

try {
  await client.updateTopic({ key, entry: made.entry, revision: made.revision - 1 });
} catch (problem) {
  if (!(problem instanceof LichunProblem)) throw problem;
  console.log(`Refused as it should be: ${problem.code}`);
}

await client.deleteTopic({ key });
console.log('Done');
