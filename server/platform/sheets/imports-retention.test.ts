import { afterAll, beforeAll, expect, test } from 'vitest';
import { testGround, type TestGround } from '../../../test/harness/operations.ts';
import { importsRetention } from './index.ts';

let ground: TestGround;
beforeAll(async () => {
  ground = await testGround();
});
afterAll(() => ground.close());

test('what was imported goes with its lines when its time is over, a bounded number at a time; what is younger or under way stays', async () => {
  const { pool } = ground.open;
  const before = new Date('2026-08-01T00:00:00Z');
  for (const [state, finished, name] of [['done', '2026-07-31', 'old'], ['cancelled', '2026-07-01', 'older'], ['done', '2026-08-02', 'young'], ['running', null, 'running'], ['previewed', null, 'previewed']]) {
    await pool.query(
      `with batch as (insert into import_batch (id, kind, file_name, encoding, state, columns, total, created_at, created_by_name, finished_at) values (gen_random_uuid(), 'members', $1, 'utf-8', $2, '[]', 5, '2026-06-01', '春华', $3) returning id)
       insert into import_line (batch_id, line, fields, verdict, what, changes, problems) select id, line, '{}', 'create', '', '[]', '[]' from batch, generate_series(2, 6) as line`,
      [name, state, finished],
    );
  }
  const [kind] = importsRetention;
  const went: number[] = [];
  for (let count = 4; count >= 4; went.push(count)) count = (await kind?.clean(ground.database, before, 4)) ?? 0;
  expect(went).toEqual([4, 4, 4, 0]);
  const { rows } = await pool.query<{ name: string; lines: number }>('select file_name as name, (select count(*)::int from import_line where batch_id = import_batch.id) as lines from import_batch order by file_name');
  expect(rows).toEqual(['previewed', 'running', 'young'].map((name) => ({ name, lines: 5 })));
});
