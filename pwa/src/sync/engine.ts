// The engine turns triggers (an act was added, the network came back, the app became visible, a timer) into rounds of
// push → pull, one at a time over all tabs, with photos flowing beside them: a new act never waits behind photos, the
// photos wait while it goes. It knows no screen: it tells its status and that is all.

import type { Local, Problem } from '../local/db';
import type { Link } from './link';
import type { PhoneReports } from './phones';
import { pullAll } from './pull';
import type { PhotoRun } from './photos';
import { pushAll, type Halt, type Signer } from './push';
import type { Upload, Wire } from './wire';

export type Phase = 'idle' | 'syncing' | 'offline' | 'failing' | 'signIn' | 'updateApp';

export interface Status {
  phase: Phase;
  problem?: Problem;
  lastRoundAt?: number;
  /** When a round last went through: the server was there and answered. */
  contactAt?: number;
  /** Bytes a second that photos make, while they flow. */
  speed?: number;
}

/** Everything the engine leans on, so that a test can cut it anywhere. Times in milliseconds. */
export interface Surroundings {
  local: Local;
  wire: Wire;
  upload: Upload;
  /** This device's id; without it nothing is told of what this phone still holds. */
  device?: string;
  /** Whose acts are signed on which device; without it they go up unsigned (a guest by a link has no key). */
  signs?: { device: string; personId: string };
  now(): number;
  random(): number;
  setTimer(run: () => void, ms: number): () => void;
  online(): boolean;
  /** Runs `job` while holding the one sender's lock of this device; resolves to false when another tab holds it. */
  asOnlySender(job: () => Promise<void>): Promise<boolean>;
  tell(status: Status): void;
  /** Something in the store has changed that a screen may show. */
  changed(what: 'acts' | 'snapshots' | 'photos' | 'phones'): void;
}

/** Where the phone keeps when the server was last there. */
export const contactKey = 'contactAt';

const quietInterval = 60_000; // a round without any trigger, for what others did
const contactEvery = 20_000; // how often that is written down
const firstBackoff = 1_000;
const longestBackoff = 5 * 60_000;

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
  private wake: () => void = () => undefined;
  private pushing: Promise<unknown> = Promise.resolve();
  private contactAt: number | undefined;
  private link: Link | undefined;
  private reports: PhoneReports | undefined;
  private signer: Signer | undefined;
  private readonly refused = new Set<string>();

  constructor(private readonly s: Surroundings) {}

  /** start puts back what a killed tab left as sending, then runs the first round. */
  async start(): Promise<void> {
    await this.s.local.recoverSending();
    this.kick();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
    this.wake();
  }

  /** kick asks for a round now; several kicks during a round make one more round. `afresh`: refused photos are tried again. */
  kick(afresh = false): void {
    if (this.stopped) return;
    if (afresh) this.refused.clear();
    this.cancelTimer?.();
    if (this.running) {
      this.again = true;
      this.wake();
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
          this.s.tell({ phase: 'syncing', contactAt: this.contactAt });
          await this.s.local.recoverSending(); // a round that a full storage broke off left its acts as sending
          halt = await this.round();
        });
      } while (this.again && !halt && !this.stopped);
    } catch (error) {
      halt = { fate: 'retry', problem: { code: 'phone.storage', kind: 'internal', message: String(error) } };
    }
    this.running = false;
    this.settle(halt);
  }

  /** Acts first, then what others did; photos begin after that and flow on while further acts are sent. */
  private async round(): Promise<Halt | undefined> {
    const { changed } = this.s;
    let photos: PhotoRun | undefined;
    let flowing: Promise<Halt | undefined> | undefined;
    try {
      for (;;) {
        this.again = false;
        const halt = await this.exchange();
        if (halt) return halt;
        await this.met();
        let over = false;
        photos ??= await this.carrier();
        if (!photos) return { fate: 'retry', offline: true };
        flowing ??= photos.run();
        flowing.catch(() => undefined); // told below; not to be called unheard before
        const woken = new Promise<void>((resolve) => (this.wake = resolve));
        await this.hear(false);
        const photoHalt = await Promise.race([flowing.then((h) => ((over = true), h)), this.again ? undefined : woken]);
        if (this.stopped) return undefined;
        if (!over) continue;
        flowing = undefined;
        changed('photos');
        if (photoHalt) return photoHalt;
        if (this.again) continue;
        await this.hear(true);
        if (!this.again) return undefined;
      }
    } finally {
      this.wake = () => undefined;
      photos?.stop();
      await flowing?.catch(() => undefined);
    }
  }

  /** What carries photos comes when the server is there: without a network it is of no use. Undefined when it cannot be had. */
  private async carrier(): Promise<PhotoRun | undefined> {
    const { local, wire, upload, device } = this.s;
    const now = (): number => this.s.now();
    const parts = await Promise.all([import('./photos'), import('./link'), import('./phones')]).catch(() => undefined);
    if (!parts) return undefined;
    const [{ PhotoRun }, { Link }, { PhoneReports }] = parts;
    const link = (this.link ??= new Link(now));
    if (device !== undefined) this.reports ??= new PhoneReports(local, wire, device, now);
    return new PhotoRun({ local, wire, upload, link, now, before: async () => void (await this.pushing), moved: (gained) => this.photosMoved(gained) }, this.refused);
  }

  private async met(): Promise<void> {
    const now = this.s.now();
    const before = this.contactAt ?? 0;
    this.contactAt = now;
    if (Math.abs(now - before) > contactEvery) await this.s.local.putMeta(contactKey, now);
  }

  private async exchange(): Promise<Halt | undefined> {
    const { local, wire, changed } = this.s;
    const unready = await this.sign();
    if (unready) return unready;
    const pushed = pushAll(local, wire, this.signer);
    this.pushing = pushed.catch(() => undefined);
    const halt = await pushed;
    changed('acts');
    if (halt) return halt;
    const late = await pullAll(local, wire);
    changed('snapshots');
    return late;
  }

  /** What signs comes when the server is there, and is of use only then. Gives what stops it. */
  private async sign(): Promise<Halt | undefined> {
    const { local, wire, signs } = this.s;
    if (!signs) return undefined;
    const covers = await import('./covers').catch(() => undefined);
    if (!covers) return { fate: 'retry', offline: true };
    this.signer ??= new covers.Covers(local, wire, signs.device, signs.personId);
    return this.signer.ready();
  }

  /** What the team's phones hold is good to know and stops nothing. */
  private async hear(resting: boolean): Promise<void> {
    if (await this.reports?.report(resting)) this.s.changed('phones');
  }

  private photosMoved(gained: boolean): void {
    if (gained) this.failures = 0; // a link that is cut and carries all the same is not one to stay away from
    this.s.tell({ phase: 'syncing', contactAt: this.contactAt, speed: this.link?.speed });
    this.s.changed('photos');
  }

  private settle(halt: Halt | undefined): void {
    if (this.stopped) return;
    const lastRoundAt = this.s.now();
    if (!halt) {
      this.failures = 0;
      this.s.tell({ phase: 'idle', lastRoundAt, contactAt: this.contactAt });
      this.later(quietInterval);
      return;
    }
    if (halt.fate === 'signIn' || halt.fate === 'updateApp') {
      this.s.tell({ phase: halt.fate, problem: halt.problem, lastRoundAt, contactAt: this.contactAt });
      if (halt.fate === 'updateApp') this.later(longestBackoff);
      return; // a person has the next move; everything stays where it is
    }
    this.failures += 1;
    const offline = halt.offline === true || !this.s.online();
    this.s.tell({ phase: offline ? 'offline' : 'failing', problem: halt.problem, lastRoundAt, contactAt: this.contactAt });
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
