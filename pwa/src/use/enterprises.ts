// The register of enterprises as far as this phone has it; asked for anew when there is a network.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import { ask } from '../http/wire'
import type { EnterpriseRow } from '../local/db'
import { standing } from './ground'
import { standingDoor } from './session'

export type EnterprisesScreen = { kind: 'loading' } | { kind: 'ready'; rows: EnterpriseRow[] }

const mostPages = 20
const byName = new Intl.Collator('zh-CN')
const isPage = (json: unknown): boolean => typeof json === 'object' && json !== null && Array.isArray((json as { items?: unknown }).items)

/** useEnterprises shows what is on the phone at once, then what the server has. */
export function useEnterprises(): Readonly<Ref<EnterprisesScreen>> {
  const screen = shallowRef<EnterprisesScreen>({ kind: 'loading' })
  let alive = true
  onScopeDispose(() => {
    alive = false
  })
  const here = new Map<string, EnterpriseRow>() // read from the disk once: behind a PIN every row is opened by itself
  const show = (rows: readonly EnterpriseRow[]): void => {
    for (const row of rows) here.set(row.id, row)
    if (alive) screen.value = { kind: 'ready', rows: [...here.values()].sort((a, b) => byName.compare(a.name, b.name)) }
  }
  const refresh = async (): Promise<void> => {
    let cursor = ''
    for (let page = 0; page < mostPages; page += 1) {
      if (!alive) return
      const query = new URLSearchParams({ limit: '200', ...(cursor ? { cursor } : {}) })
      const reply = await ask<{ items: EnterpriseRow[]; nextCursor: string }>(standingDoor(), `/enterprises?${query.toString()}`, isPage)
      if (reply.fate !== 'done') return
      await standing().local.putEnterprises(reply.value.items)
      show(reply.value.items)
      cursor = reply.value.nextCursor
      if (!cursor) return
    }
  }
  void standing().local.enterprises().then(show).then(refresh)
  return readonly(screen) as Readonly<Ref<EnterprisesScreen>>
}
