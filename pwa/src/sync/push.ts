// Sends what waits, in order within a check, several checks side by side. An act is marked `sending` before the request
// and leaves the outbox only when a snapshot that contains it has arrived (see pull.ts).

import type { Local, OutboxEntry, Settled } from '../local/db';
import type { Reply, Wire } from './wire';

/** Acts per request: a day's check of 120 answers goes in one, and one request stays well under the server's bound. */
export const batchSize = 200;

const besides = 3; // checks sent at the same time

/** Halt is the first fate that stops the whole queue; undefined when everything sendable was answered. */
export type Halt = Exclude<Reply<never>, { fate: 'done' }>;

/** What goes up in one request: acts of one check, the device's signature over them, what to keep once all are answered. */
export interface Signed<E = OutboxEntry> {
  batch: E[]
  cover?: string
  answered?: { key: string; value: unknown }
}

/** Signs what goes up; covers.ts does where the browser can. */
export interface Signer {
  ready(): Promise<Halt | undefined>
  /** At most so many of a check's acts, in their order. */
  next(queue: readonly OutboxEntry[], most: number): Promise<Signed>
}

/** pushAll sends every waiting act once. A refused act is parked with the server's reason and the others go on. */
export async function pushAll(local: Local, wire: Wire, signer?: Signer): Promise<Halt | undefined> {
  const waiting = (await local.outbox()).filter((e) => e.state === 'waiting');
  const queues = [...groupByCheck(waiting).values()];
  let halt: Halt | undefined;
  const worker = async (): Promise<void> => {
    for (let queue = queues.shift(); queue && !halt; queue = queues.shift()) {
      halt = (await pushCheck(local, wire, queue, signer)) ?? halt;
    }
  };
  await Promise.all(Array.from({ length: besides }, worker));
  return halt;
}

async function pushCheck(local: Local, wire: Wire, queue: OutboxEntry[], signer?: Signer): Promise<Halt | undefined> {
  for (let rest = queue; rest.length > 0; ) {
    const signed: Signed = signer ? await signer.next(rest, batchSize) : { batch: rest.slice(0, batchSize) };
    const halt = await send(local, wire, signed);
    if (halt) return halt;
    rest = rest.filter((e) => !signed.batch.includes(e));
  }
  return undefined;
}

async function send(local: Local, wire: Wire, { batch, cover, answered }: Signed): Promise<Halt | undefined> {
  const ids = batch.map((e) => e.actId);
  await local.markSending(ids);
  const reply = await wire.pushActs(batch.map((e) => e.act), cover);
  if (reply.fate === 'refused') {
    // The request as a whole was refused. One act alone is parked; of several, sending them one by one finds which.
    const state = batch.length === 1 ? 'parked' : 'waiting';
    await local.settlePush(ids.map((actId) => ({ actId, state, problem: reply.problem })), batch.length === 1 ? answered : undefined);
    for (const entry of batch.length === 1 ? [] : batch) {
      const halt = await send(local, wire, { batch: [entry], cover, answered: entry === batch.at(-1) ? answered : undefined });
      if (halt) return halt;
    }
    return undefined;
  }
  if (reply.fate !== 'done') {
    await local.settlePush(ids.map((actId) => ({ actId, state: 'waiting' })));
    return reply;
  }
  return settle(local, ids, reply.value, answered);
}

/** Writes down each act's own outcome; one the server did not speak of goes back to waiting. */
async function settle(
  local: Local,
  ids: string[],
  results: { actId: string; outcome: 'accepted' | 'refused'; seq?: number; problem?: OutboxEntry['problem'] }[],
  answered: Signed['answered'],
): Promise<Halt | undefined> {
  const byId = new Map(results.map((r) => [r.actId, r]));
  let halt: Halt | undefined;
  const settled = ids.map((actId): Settled => {
    const result = byId.get(actId);
    if (!result) return { actId, state: 'waiting' };
    if (result.outcome === 'accepted') return { actId, state: 'confirmed', seq: result.seq };
    if (result.problem?.code === 'act.newer_app') {
      halt = { fate: 'updateApp', problem: result.problem };
      return { actId, state: 'waiting' };
    }
    return { actId, state: 'parked', problem: result.problem };
  });
  await local.settlePush(settled, settled.some((s) => s.state === 'waiting') ? undefined : answered);
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
