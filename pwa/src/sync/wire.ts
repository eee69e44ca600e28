// What sync needs of the network, said once: eight calls that answer with a fate instead of throwing. http/ implements
// it over the generated client; tests implement it with cut links and captive portals.

import type { Act, CheckRecord } from '../inspection/record.gen';
import type { Checklist } from '../inspection/judge';
import type { Fate } from './fate';
import type { Problem } from '../local/db';
import type { Link } from './link';
import type { PhonesAnswer, PhonesReport } from './phones';

/** Reply is the outcome of one call. Every fate but `done` says that nothing may be forgotten. */
export type Reply<T> =
  | { fate: 'done'; value: T }
  | { fate: Exclude<Fate, 'done'>; problem?: Problem; retryAfterMs?: number; offline?: boolean };

/** One act's outcome, in the order of the request. */
export interface PushResult {
  actId: string;
  outcome: 'accepted' | 'refused';
  seq?: number;
  problem?: Problem;
}

/** A whole check as the server sees it now. */
export interface CheckView {
  record: CheckRecord;
  seq: number;
  acts: number;
  hash: string;
  updatedAt: string;
}

/** One page of the changes feed. */
export interface ChangesPage {
  changes: { checkId: string; seq: number; view?: CheckView | null; gone: boolean }[];
  nextCursor: string;
  more: boolean;
  serverTime: string;
}

/** How far the bureau is, and whether something in it is news to the asker. */
export interface News {
  seq: number;
  news: boolean;
}

/** A key as the server knows it. */
export interface KnownDevice {
  id: string;
  endedAt?: string;
  revokedAt?: string;
}

export interface KnownDevices {
  devices: KnownDevice[];
  challenge: string;
}

/** What a device shows to enrol a key. */
export interface NewDevice {
  device: string;
  name: string;
  algorithm: string;
  spki: string;
  proof: string;
}

export interface Wire {
  /** Acts of one check, with the device's signature over them if it has one. */
  pushActs(acts: Act[], cover?: string): Promise<Reply<PushResult[]>>;
  /** The keys of this person's devices, and what the proof of a new one must name in this session. */
  devices(): Promise<Reply<KnownDevices>>;
  enrolDevice(key: NewDevice): Promise<Reply<KnownDevice>>;
  changes(since: string): Promise<Reply<ChangesPage>>;
  checklist(code: string, version: string): Promise<Reply<Checklist>>;
  missingFiles(sha256: string[]): Promise<Reply<string[]>>;
  /** Says what this phone still holds of each check, and hears what the team's phones last said. */
  reportPhone(report: PhonesReport): Promise<Reply<PhonesAnswer>>;
  /** A picture's bytes from the server; undefined when it is not to be had now. */
  picture(checkId: string, sha256: string, size: 'thumb' | 'full'): Promise<Blob | undefined>;
}

/** Sends one file's bytes resumably. `resumeAt` is where an earlier attempt got to; `remember` is called before bytes
 * flow and after each piece, so that a killed tab goes on where it was. `link` says how large a piece may be and learns
 * from it; `before` is awaited before each piece, so that what is more urgent goes first. */
export type Upload = (
  file: { sha256: string; bytes: ArrayBuffer; type: string; resumeAt?: string },
  remember: (uploadUrl: string, sent: number) => Promise<void>,
  link?: Link,
  before?: () => Promise<void>,
) => Promise<Reply<null>>;
