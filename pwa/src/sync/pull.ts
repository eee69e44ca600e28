// Brings every touched check whole, then the checklists they name. A page is applied in one transaction together with
// the cursor, so a kill between two lines repeats a page and never skips one.

import { checklistName, type Local, type Snapshot } from '../local/db';
import type { Halt } from './push';
import type { CheckView, Wire } from './wire';

/** pullAll reads the feed to its end. */
export async function pullAll(local: Local, wire: Wire): Promise<Halt | undefined> {
  for (;;) {
    const reply = await wire.changes(await local.cursor());
    if (reply.fate !== 'done') return reply;
    const page = reply.value;
    await local.applyChanges({
      views: page.changes.flatMap((c) => (c.view && !c.gone ? [snapshotOf(c.view)] : [])),
      gone: page.changes.flatMap((c) => (c.gone ? [c.checkId] : [])),
      cursor: page.nextCursor,
    });
    if (!page.more) break;
  }
  return pullChecklists(local, wire);
}

function snapshotOf(view: CheckView): Snapshot {
  return { checkId: view.record.id, record: view.record, seq: view.seq, acts: view.acts, hash: view.hash, updatedAt: view.updatedAt };
}

const listsBesides = 4;

/** A check can be run offline only with its checklists, so they come with it and are kept for good: they never change. */
async function pullChecklists(local: Local, wire: Wire): Promise<Halt | undefined> {
  const wanted = new Map<string, { code: string; version: string }>();
  for (const snapshot of await local.snapshots()) {
    for (const ref of snapshot.record.checklists) wanted.set(checklistName(ref.code, ref.version), ref);
  }
  const here = await local.checklistsHere();
  const queue = [...wanted].flatMap(([name, ref]) => (here.has(name) ? [] : [ref]));
  let halt: Halt | undefined;
  const worker = async (): Promise<void> => {
    for (let ref = queue.shift(); ref && !halt; ref = queue.shift()) {
      const reply = await wire.checklist(ref.code, ref.version);
      if (reply.fate === 'refused') continue; // a retired list of a check no longer ours: nothing to keep
      if (reply.fate === 'done') await local.putChecklist(reply.value);
      else halt = reply;
    }
  };
  await Promise.all(Array.from({ length: Math.min(listsBesides, queue.length) }, worker));
  return halt;
}
