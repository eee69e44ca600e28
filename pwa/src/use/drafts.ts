// What is half written, by a key of the screen's choice. It is on disk when keepDraft resolves: await it before the
// camera opens. Values are plain data, pictures as ArrayBuffers.

import { standing } from './ground'

export async function readDraft<T>(key: string): Promise<T | undefined> {
  return (await standing().local.draft(key))?.value as T | undefined
}

export const keepDraft = (key: string, value: unknown, checkId?: string): Promise<void> => standing().local.putDraft(key, value, checkId)

export const dropDraft = (key: string): Promise<void> => standing().local.dropDraft(key)
