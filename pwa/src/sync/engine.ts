// The engine turns triggers (an act was added, the network came back, the app became visible, a timer) into rounds of
// push → pull → photos, one at a time over all tabs. It knows no screen: it tells its status and that is all.

import type { Local, Problem } from '../local/db';
import { pullAll } from './pull';
import { pushAll, type Halt } from './push';
import { sendPhotos } from './photos';
import type { Upload, Wire } from './wire';

export type Phase = 'idle' | 'syncing' | 'offline' | 'failing' | 'signIn' | 'updateApp';

export interface Status {
  phase: Phase;
  problem?: Problem;
  lastRoundAt?: number;
}

/** Everything the engine leans on, so that a test can cut it anywhere. Times in milliseconds. */
export interface Surroundings {
  local: Local;
  wire: Wire;
  upload: Upload;
  now(): number;
  random(): number;
  setTimer(run: () => void, ms: number): () => void;
  online(): boolean;
  /** Runs `job` while holding the one sender's lock of this device; resolves to false when another tab holds it. */
  asOnlySender(job: () => Promise<void>): Promise<boolean>;
  tell(status: Status): void;
  /** Something in the store has changed that a screen may show. */
  changed(what: 'acts' | 'snapshots' | 'photos'): void;
}

const quietInterval = 60_000; // a round without any trigger, for what others did
const firstBackoff = 1_000;
const longestBackoff = 5 * 60_000;
const photosBesides = 2;

/** backoff is exponential with half of it random, so that a bureau's phones do not come back in step. */
export function backoff(failures: number, random: number): number {
  const full = Math.min(longestBackoff, firstBackoff * 2 ** Math.min(failures - 1, 12));
  return full / 2 + (full / 2) * random;
}

export class Engine {
  private running = false;
  private again = false;
  private stopped = false;
  private failures = 0;
  private cancelTimer: (() => void) | undefined;

  constructor(private readonly s: Surroundings) {}

  /** start puts back what a killed tab left as sending, then runs the first round. */
  async start(): Promise<void> {
    await this.s.local.recoverSending();
    this.kick();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
  }

  /** kick asks for a round now; several kicks during a round make one more round. */
  kick(): void {
    if (this.stopped) return;
    this.cancelTimer?.();
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    void this.rounds();
  }

  private async rounds(): Promise<void> {
    let halt: Halt | undefined;
    try {
      do {
        this.again = false;
        halt = undefined;
        await this.s.asOnlySender(async () => {
          this.s.tell({ phase: 'syncing' });
          halt = await this.round();
        });
      } while (this.again && !halt && !this.stopped);
    } catch (error) {
      halt = { fate: 'retry', problem: { code: 'phone.storage', kind: 'internal', message: String(error) } };
    }
    this.running = false;
    this.settle(halt);
  }

  private async round(): Promise<Halt | undefined> {
    const { local, wire, upload, changed } = this.s;
    const steps = [
      async () => [await pushAll(local, wire), 'acts'] as const,
      async () => [await pullAll(local, wire), 'snapshots'] as const,
      async () => [await sendPhotos(local, wire, upload, photosBesides, () => changed('photos')), 'photos'] as const,
    ];
    for (const step of steps) {
      const [halt, what] = await step();
      changed(what);
      if (halt) return halt;
    }
    return undefined;
  }

  private settle(halt: Halt | undefined): void {
    if (this.stopped) return;
    const lastRoundAt = this.s.now();
    if (!halt) {
      this.failures = 0;
      this.s.tell({ phase: 'idle', lastRoundAt });
      this.later(quietInterval);
      return;
    }
    if (halt.fate === 'signIn' || halt.fate === 'updateApp') {
      this.s.tell({ phase: halt.fate, problem: halt.problem, lastRoundAt });
      if (halt.fate === 'updateApp') this.later(longestBackoff);
      return; // a person has the next move; everything stays where it is
    }
    this.failures += 1;
    const offline = halt.offline === true || !this.s.online();
    this.s.tell({ phase: offline ? 'offline' : 'failing', problem: halt.problem, lastRoundAt });
    this.later(Math.max(halt.retryAfterMs ?? 0, backoff(this.failures, this.s.random())));
  }

  private later(ms: number): void {
    if (this.again) {
      this.kick();
      return;
    }
    this.cancelTimer = this.s.setTimer(() => this.kick(), ms);
  }
}
