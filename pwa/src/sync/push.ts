// Sends what waits, in order within a check, several checks side by side. An act is marked `sending` before the request
// and leaves the outbox only when a snapshot that contains it has arrived (see pull.ts).

import type { Local, OutboxEntry } from '../local/db';
import type { Reply, Wire } from './wire';

/** Acts per request: a day's check of 120 answers goes in one, and one request stays well under the server's bound. */
export const batchSize = 200;

const besides = 3; // checks sent at the same time

/** Halt is the first fate that stops the whole queue; undefined when everything sendable was answered. */
export type Halt = Exclude<Reply<never>, { fate: 'done' }>;

/** pushAll sends every waiting act once. A refused act is parked with the server's reason and the others go on. */
export async function pushAll(local: Local, wire: Wire): Promise<Halt | undefined> {
  const waiting = (await local.outbox()).filter((e) => e.state === 'waiting');
  const queues = [...groupByCheck(waiting).values()];
  let halt: Halt | undefined;
  const worker = async (): Promise<void> => {
    for (let queue = queues.shift(); queue && !halt; queue = queues.shift()) {
      halt = (await pushCheck(local, wire, queue)) ?? halt;
    }
  };
  await Promise.all(Array.from({ length: besides }, worker));
  return halt;
}

async function pushCheck(local: Local, wire: Wire, queue: OutboxEntry[]): Promise<Halt | undefined> {
  for (let i = 0; i < queue.length; i += batchSize) {
    const batch = queue.slice(i, i + batchSize);
    const ids = batch.map((e) => e.actId);
    await local.markSending(ids);
    const reply = await wire.pushActs(batch.map((e) => e.act));
    if (reply.fate === 'refused') {
      // The request as a whole was refused. One act alone is parked; of several, sending them one by one finds which.
      const state = batch.length === 1 ? 'parked' : 'waiting';
      await local.settlePush(ids.map((actId) => ({ actId, state, problem: reply.problem })));
      if (batch.length === 1) continue;
      for (const entry of batch) {
        const halt = await pushCheck(local, wire, [entry]);
        if (halt) return halt;
      }
      continue;
    }
    if (reply.fate !== 'done') {
      await local.settlePush(ids.map((actId) => ({ actId, state: 'waiting' })));
      return reply;
    }
    const versionHalt = await settle(local, ids, reply.value);
    if (versionHalt) return versionHalt;
  }
  return undefined;
}

/** Writes down each act's own outcome; one the server did not speak of goes back to waiting. */
async function settle(
  local: Local,
  ids: string[],
  results: { actId: string; outcome: 'accepted' | 'refused'; seq?: number; problem?: OutboxEntry['problem'] }[],
): Promise<Halt | undefined> {
  const byId = new Map(results.map((r) => [r.actId, r]));
  let halt: Halt | undefined;
  await local.settlePush(
    ids.map((actId) => {
      const result = byId.get(actId);
      if (!result) return { actId, state: 'waiting' as const };
      if (result.outcome === 'accepted') return { actId, state: 'confirmed' as const, seq: result.seq };
      if (result.problem?.code === 'act.newer_app') {
        halt = { fate: 'updateApp', problem: result.problem };
        return { actId, state: 'waiting' as const };
      }
      return { actId, state: 'parked' as const, problem: result.problem };
    }),
  );
  return halt;
}

function groupByCheck(entries: OutboxEntry[]): Map<string, OutboxEntry[]> {
  const groups = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.checkId);
    if (group) group.push(entry);
    else groups.set(entry.checkId, [entry]);
  }
  return groups;
}
