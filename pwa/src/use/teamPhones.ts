// What the phones of a check's team last said they hold, as this phone last heard it, and what this one holds itself.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import type { CheckRecord } from '../inspection/record.gen'
import { heardKey, type HeardPhones, type TeamPhone } from '../sync/phones'
import { standing } from './ground'

export interface TeamPhones {
  own: { acts: number; photos: number }
  /** One line for each other phone of the team; a member no phone of whom was ever heard of has one without a phone. */
  others: { personId: string; name: string; phone?: TeamPhone }[]
  /** When the server said so; undefined: it was never asked. */
  at: string | undefined
}

/** useTeamPhones follows what is known, and asks the server for news once. */
export function useTeamPhones(record: () => CheckRecord): Readonly<Ref<TeamPhones | undefined>> {
  const known = shallowRef<TeamPhones>()
  const ground = standing()
  const load = async (): Promise<void> => {
    known.value = await read(record())
  }
  onScopeDispose(ground.listen(() => void load()))
  void load()
  ground.engine.kick()
  return readonly(known) as Readonly<Ref<TeamPhones | undefined>>
}

async function read(record: CheckRecord): Promise<TeamPhones> {
  const { local, actor, device } = standing()
  const [heard, entries, photos] = await Promise.all([local.meta(heardKey(record.id)) as Promise<HeardPhones | undefined>, local.outboxOf(record.id), local.blobsOf(record.id)])
  const phones = (heard?.phones ?? []).filter((p) => p.device !== device)
  const members = record.team.filter((m) => m.part !== 'expert' && m.personId !== actor.personId)
  const silent = members.filter((m) => !phones.some((p) => p.personId === m.personId))
  return {
    own: { acts: entries.filter((e) => e.state !== 'confirmed').length, photos: photos.filter((p) => p.state === 'here').length },
    others: [...phones.map((phone) => ({ personId: phone.personId, name: phone.personName, phone })), ...silent.map((m) => ({ personId: m.personId, name: m.name }))],
    at: heard?.at,
  }
}
