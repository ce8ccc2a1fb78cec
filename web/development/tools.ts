/** What the developer panel sees and does. */
export type DevelopmentState = {
  now: string;
  shiftedMinutes: number;
  outbox: { waiting: number; failing: number; parked: number; oldestWaiting: string | null };
  parked: { name: string; subject: string; subscriber: string; attempts: number; lastError: string | null }[];
  events: { name: string; subject: string; at: string }[];
  jobs: { name: string; state: string; count: number }[];
  /** Caught mails with what they say: the latest first. */
  mails: { at: string; kind: string; recipient: string; subject: string; state: string; text: string; button: { label: string; address: string } | null }[];
};

export type DevelopmentTools = {
  cast: { key: string; name: string; roles: string[] }[];
  /** A session token for a member of the cast, who is made when missing; undefined for anyone else. */
  signInAs(key: string): Promise<string | undefined>;
  /** Moves the program's clock on by so many minutes; 0 sets it right again. */
  moveClock(minutes: number): void;
  state(): Promise<DevelopmentState>;
};
