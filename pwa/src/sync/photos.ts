// Uploads photos by content. Acts go first because they are small; the bytes follow. The server's answer to "which of
// these are you missing?" is the only thing that marks a photo as being there.

import type { Local } from '../local/db';
import type { Halt } from './push';
import type { Upload, Wire } from './wire';

const askAtOnce = 200;

/** sendPhotos uploads every photo the server lacks, `besides` at a time, and marks as `server` only what it confirms. */
export async function sendPhotos(local: Local, wire: Wire, upload: Upload, besides: number, moved: () => void): Promise<Halt | undefined> {
  const rows = (await local.photoStates()).filter((p) => p.state === 'here');
  for (let i = 0; i < rows.length; i += askAtOnce) {
    const hashes = rows.slice(i, i + askAtOnce).map((r) => r.sha256);
    const first = await confirm(local, wire, hashes);
    if ('halt' in first) return first.halt;
    const halt = await uploadEach(local, upload, first.missing, besides, moved);
    if (first.missing.length > 0) {
      const again = await confirm(local, wire, first.missing);
      if ('halt' in again) return halt ?? again.halt;
    }
    if (halt) return halt;
  }
  return undefined;
}

async function confirm(local: Local, wire: Wire, hashes: string[]): Promise<{ missing: string[] } | { halt: Halt }> {
  const reply = await wire.missingFiles(hashes);
  if (reply.fate !== 'done') return { halt: reply };
  const missing = new Set(reply.value);
  for (const sha of hashes) {
    if (!missing.has(sha)) await local.setBlob(sha, { state: 'server' });
  }
  return { missing: hashes.filter((sha) => missing.has(sha)) };
}

async function uploadEach(local: Local, upload: Upload, hashes: string[], besides: number, moved: () => void): Promise<Halt | undefined> {
  const queue = [...hashes];
  let halt: Halt | undefined;
  const worker = async (): Promise<void> => {
    for (let sha = queue.shift(); sha && !halt; sha = queue.shift()) {
      const row = await local.blob(sha);
      if (!row) continue;
      const remember = async (uploadUrl: string, sent: number): Promise<void> => {
        await local.setBlob(row.sha256, { uploadUrl, sent });
        moved();
      };
      const reply = await upload({ sha256: row.sha256, bytes: row.bytes, type: row.type, resumeAt: row.uploadUrl }, remember);
      // A refused picture stays on this phone, marked, and must not keep the others from going.
      if (reply.fate === 'refused') await local.setBlob(sha, { uploadUrl: undefined, sent: 0, problem: reply.problem });
      else if (reply.fate !== 'done') halt = reply;
    }
  };
  await Promise.all(Array.from({ length: besides }, worker));
  return halt;
}
