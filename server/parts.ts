import type { CentreKeeper } from './centre/index.ts';
import type { Configuration } from './platform/config/schema.ts';
import type { FileStore } from './platform/files/index.ts';
import type { EventCatalogue, PersonalData, RetentionKind, Secrets } from './platform/index.ts';
import type { Outbound } from './platform/outbound/index.ts';
import type { SmsSender } from './sign-in/ports.ts';

/** What modules are made with: one of each in a process. What changes from call to call is in `Work`. */
export type ProductParts = {
  readonly configuration: Configuration;
  /** The described centre, as it is now. */
  readonly reader: CentreKeeper;
  /** The only way to call out. */
  readonly outbound: Outbound;
  readonly secrets: Secrets;
  /** Every kind of event that is published. */
  readonly events: EventCatalogue;
  /** There may be something to send to webhooks. */
  wakeWebhooks(): void;
  /** Every place where something about a person is kept. */
  readonly personalData: readonly PersonalData[];
  /** Every kind of data that does not stay for ever. */
  readonly retentionKinds: readonly RetentionKind[];
  /** Documents and other files that people bring. */
  readonly files: FileStore;
  /** Sends text messages; without it, nothing goes by telephone. */
  readonly sms?: SmsSender;
  /** The folder for files, beside the bundled database. */
  readonly dataFolder: string;
};
