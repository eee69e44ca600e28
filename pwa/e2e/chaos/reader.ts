// The checker's eyes on a real server.

import type { Desk } from './desk'
import type { Eyes } from './eyes'
import type { Act, Entry, Reader } from './checker'

type Answers = Awaited<ReturnType<Reader['again']>>

export function readerOver(checkId: string, leader: Desk, eyes: Eyes, authors: ReadonlyMap<string, Desk>): Reader {
  return {
    rows: () => eyes.look(checkId),
    view: () => leader.get(`/checks/${checkId}`),
    ledger: () => ledgerOf(leader, checkId),
    manifest: async () => (await leader.get<{ files: { sha256: string; present: boolean }[] }>(`/checks/${checkId}/manifest`)).files,
    file: async (sha) => {
      const got = await leader.ask('GET', `/checks/${checkId}/files/${sha}`)
      return { status: got.status, bytes: got.body }
    },
    missing: async (sha256) => {
      const [asker] = authors.values()
      if (!asker || sha256.length === 0) return []
      return (await asker.post<{ missing: string[] }>('/files/missing', { sha256 })).missing
    },
    again: async (author, acts) => {
      const desk = authors.get(author)
      if (!desk) throw new Error(`nobody speaks for ${author}`)
      const all: Answers = []
      for (let i = 0; i < acts.length; i += 100) all.push(...(await desk.post<{ results: Answers }>('/acts', { acts: acts.slice(i, i + 100).map(sendable) })).results)
      return all
    },
  }
}

const sendable = (act: Act): Act & { dialect: number } => ({ dialect: 1, ...act })

export async function ledgerOf(desk: Desk, checkId: string): Promise<Entry[]> {
  const all: Entry[] = []
  for (let cursor = ''; ; ) {
    const page = await desk.get<{ items: Entry[]; nextCursor: string }>(`/checks/${checkId}/ledger?limit=200&cursor=${encodeURIComponent(cursor)}`)
    all.push(...page.items)
    if (page.nextCursor === '') return all
    cursor = page.nextCursor
  }
}

/** The places of all acts on a bureau's checks in the bureau's order, those after `since`. */
export async function seqsOf(leader: Desk, since = 0): Promise<number[]> {
  const seqs: number[] = []
  for (let cursor = ''; ; ) {
    const page = await leader.get<{ items: { id: string }[]; nextCursor: string }>(`/checks?limit=200&cursor=${encodeURIComponent(cursor)}`)
    for (const { id } of page.items) seqs.push(...(await ledgerOf(leader, id)).map((e) => e.seq))
    if (page.nextCursor === '') break
    cursor = page.nextCursor
  }
  return seqs.filter((seq) => seq > since).sort((a, b) => a - b)
}

/** Every place is given once: gaps and doubles, as sentences. */
export const gapsIn = (seqs: readonly number[]): string[] => seqs.flatMap((seq, i) => (i > 0 && seq !== (seqs[i - 1] ?? 0) + 1 ? [`seq ${seq} follows ${seqs[i - 1]} in the bureau`] : []))
