import type { CentreKeeper } from './centre/index.ts';
import type { Configuration } from './platform/config/schema.ts';
import type { FileStore } from './platform/files/index.ts';
import type { EventCatalogue, PersonalData, RetentionKind, Secrets } from './platform/index.ts';
import type { Outbound } from './platform/outbound/index.ts';
import type { CanSignIn, HasSecondFactor } from './people/ports.ts';
import type { ConnectionSettings } from './platform/database/index.ts';
import type { Migrations } from './platform/index.ts';
import type { RealtimeStats } from './platform/realtime/index.ts';
import type { SmsSender } from './sign-in/ports.ts';

/** What only the program that serves knows of itself. */
export type Running = {
  /** Where the database is, for connections of one's own. */
  readonly connection: ConnectionSettings;
  readonly migrations: Migrations;
  pool(): { total: number; idle: number; waiting: number };
  /** Whether words of other processes are heard. */
  hears(): boolean;
  realtime(): RealtimeStats;
  pageCache(): { pages: number; hits: number; misses: number };
  /** There may be a job of this name to run. */
  wakeJob(name: string): void;
  wakeRelay(): void;
};

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
  /** Whether somebody has a way in that works now. */
  readonly canSignIn: CanSignIn;
  /** Whether somebody has set up a second factor. */
  readonly hasSecondFactor: HasSecondFactor;
  /** The folder for files, beside the bundled database. */
  readonly dataFolder: string;
  /** Left out where nothing is served: tests, documentation, the command line. */
  readonly running?: Running;
};
