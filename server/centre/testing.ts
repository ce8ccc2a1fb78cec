import { callerFor, type Actor, type Caller, type Outcome, type Refusal } from '../platform/index.ts';
import { callBy, commandLine, testGround, type TestGround } from '../../test/harness/operations.ts';
import { createFleetDoor } from '../groups/index.ts';
import { fillExample, type ExampleName } from '../demo/fill-example.ts';
import { createCentreOperations } from './operations.ts';
import { createCentreReader, type RunningCentreReader } from './reader/create-reader.ts';

export type TestCentre = {
  ground: TestGround;
  reader: RunningCentreReader;
  /** The operations as the operator of the machine, or as `actor`. */
  ops: Caller<ReturnType<typeof createCentreOperations>>;
  opsBy(actor: Actor, details?: Parameters<typeof callBy>[1]): Caller<ReturnType<typeof createCentreOperations>>;
  close(): Promise<void>;
};

/** A centre with a database of its own, filled with an example, with next to nothing, or not at all. */
export async function testCentre(example: ExampleName | 'none' | 'unfilled' = 'none'): Promise<TestCentre> {
  const ground = await testGround();
  const reader = createCentreReader(ground.database, ground.log, undefined, createFleetDoor());
  const operations = createCentreOperations({ reader });
  if (example !== 'unfilled') await fillExample(ground, example);
  await reader.refresh();
  const opsBy: TestCentre['opsBy'] = (actor, details) => callerFor(ground, operations, callBy(actor, details));
  return { ground, reader, ops: opsBy(commandLine), opsBy, close: () => ground.close() };
}

/** The value of an outcome that must have come about. */
export function given<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** The refusal of an outcome that must not have come about. */
export function refused(outcome: Outcome<unknown>): Refusal {
  if (outcome.ok) throw new Error(`Done, although it should have been refused: ${JSON.stringify(outcome.value)}`);
  return outcome.refusal;
}
