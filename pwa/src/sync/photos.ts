// Uploads photos by content, beside the acts and giving way to them. The server's answer to "which of these are you
// missing?" is the only thing that marks a photo as being there.

import type { BlobRow, Local } from '../local/db';
import type { Link } from './link';
import type { Halt } from './push';
import type { Upload, Wire } from './wire';

const askAtOnce = 200;
const small = 100_000; // bytes; what is small goes first, whatever else waits
const confirmEvery = 3_000;
const failuresMost = 3;
const sendingsMost = 3; // of a photo that arrives as other bytes than it is: that is the way's fault, not the photo's

/** What the photos lean on. */
export interface PhotoGround {
  local: Local;
  wire: Wire;
  upload: Upload;
  link: Link;
  now(): number;
  /** Resolves as soon as photos may go on: acts on their way go first. */
  before(): Promise<void>;
  /** A photo stands otherwise than before; `gained` when bytes of it have arrived. */
  moved(gained: boolean): void;
}

/** A run of sending: one for as long as the engine holds the sender's lock. Refused photos are not tried again in it. */
export class PhotoRun {
  private stopped = false;
  private halt: Halt | undefined;
  private failures = 0;
  private readonly tried = new Set<string>();
  private uploaded: string[] = [];
  private lastConfirm: number;
  private confirming: Promise<void> = Promise.resolve();

  constructor(
    private readonly g: PhotoGround,
    private readonly refused: Set<string>,
  ) {
    this.lastConfirm = g.now();
  }

  /** stop lets the pieces under way end and begins no other. */
  stop(): void {
    this.stopped = true;
  }

  /** run uploads every photo the server lacks, those that come meanwhile too, and marks as `server` only what it confirms. */
  async run(): Promise<Halt | undefined> {
    while (!this.stopped) {
      const rows = await inOrder(this.g.local, (row) => row.state === 'here' && !this.tried.has(row.sha256) && !this.refused.has(row.sha256));
      if (rows.length === 0) break;
      for (let i = 0; i < rows.length && !this.stopped; i += askAtOnce) {
        const hashes = rows.slice(i, i + askAtOnce).map((r) => r.sha256);
        hashes.forEach((sha) => this.tried.add(sha));
        const missing = await this.confirm(hashes);
        await this.uploadAll(missing);
      }
    }
    await this.confirming;
    await this.confirmUploaded();
    return this.halt;
  }

  private async uploadAll(queue: string[]): Promise<void> {
    const underWay = new Set<Promise<void>>();
    while (!this.stopped && queue.length > 0) {
      while (queue.length > 0 && underWay.size < this.g.link.besides()) {
        const one: Promise<void> = this.uploadOne(queue.shift() ?? '').finally(() => underWay.delete(one));
        underWay.add(one);
      }
      await Promise.race(underWay);
    }
    await Promise.all(underWay);
  }

  private async uploadOne(sha: string): Promise<void> {
    const { local, upload, link } = this.g;
    const row = await local.blob(sha);
    if (!row) return;
    let before = row.sent ?? 0;
    const remember = async (uploadUrl: string, sent: number): Promise<void> => {
      await local.setBlob(sha, { uploadUrl, sent, problem: undefined });
      this.g.moved(sent > before);
      before = sent;
    };
    const send = (resumeAt?: string) => upload({ sha256: sha, bytes: row.bytes, type: row.type, resumeAt }, remember, link, () => this.g.before());
    let reply = await send(row.uploadUrl);
    for (let sendings = 1; sendings < sendingsMost && !this.stopped && damaged(reply); sendings += 1) reply = await send();
    if (reply.fate === 'done') {
      this.failures = 0;
      this.uploaded.push(sha);
      if (this.g.now() - this.lastConfirm >= confirmEvery) this.confirming = this.confirming.then(() => this.confirmUploaded());
    } else if (reply.fate === 'refused') {
      // A refused picture stays on this phone, marked, and must not keep the others from going.
      this.refused.add(sha);
      await local.setBlob(sha, { uploadUrl: undefined, sent: 0, problem: reply.problem });
      this.g.moved(false);
    } else {
      this.failures += 1;
      this.halt ??= reply;
      if (reply.fate !== 'retry') this.halt = reply;
      // One photo that will not go does not stop the others; no link, or one failure after another, does.
      if (reply.fate !== 'retry' || reply.offline || this.failures >= failuresMost) this.stop();
    }
  }

  private async confirmUploaded(): Promise<void> {
    const hashes = this.uploaded;
    this.uploaded = [];
    this.lastConfirm = this.g.now();
    if (hashes.length > 0) await this.confirm(hashes);
  }

  /** Marks what the server has and gives the rest; nothing when the question was not answered. */
  private async confirm(hashes: string[]): Promise<string[]> {
    const reply = await this.g.wire.missingFiles(hashes);
    if (reply.fate !== 'done') {
      this.halt ??= reply;
      this.stop();
      return [];
    }
    const missing = new Set(reply.value);
    for (const sha of hashes) {
      if (!missing.has(sha)) await this.g.local.setBlob(sha, { state: 'server', problem: undefined });
    }
    if (missing.size < hashes.length) this.g.moved(true);
    return hashes.filter((sha) => missing.has(sha));
  }
}

const damaged = (reply: Awaited<ReturnType<Upload>>): boolean => reply.fate === 'refused' && reply.problem?.code === 'files.hash_mismatch';

/** What goes first: small ones, then those of records already sealed, then the oldest; one check after the other. */
async function inOrder(local: Local, wanted: (row: BlobRow) => boolean): Promise<BlobRow[]> {
  const rows = (await local.photoStates()).filter(wanted);
  const checks = [...new Set(rows.map((r) => r.checkId))];
  if (checks.length > 1) {
    const sealed = new Set((await local.snapshots()).filter((s) => s.record.seal).map((s) => s.checkId));
    checks.sort((a, b) => Number(sealed.has(b)) - Number(sealed.has(a)));
  }
  const rank = new Map(checks.map((id, i) => [id, i]));
  const size = (row: BlobRow): number => (row.size <= small ? 0 : 1);
  return rows.sort((a, b) => size(a) - size(b) || (rank.get(a.checkId) ?? 0) - (rank.get(b.checkId) ?? 0));
}
