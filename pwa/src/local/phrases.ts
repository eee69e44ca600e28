import { v7 } from 'uuid'
import type { Local } from './db'

const KEPT = 100

/** Remembers that a sentence was used for an item; the ones longest unused go when there are too many. */
export async function usePhrase(local: Local, text: string, itemKey: string): Promise<void> {
  const rows = await local.phrases()
  const before = rows.find((row) => row.text === text)
  const key = before?.key ?? v7()
  const over = rows.filter((row) => row.key !== key).slice(KEPT - 1)
  await local.putPhrase({ key, text, itemKey, usedAt: new Date().toISOString(), times: (before?.times ?? 0) + 1 }, over.map((row) => row.key))
}
