// The one next step of a check for the person who holds the phone.

import type { Key } from '../../use/i18n'
import type { ViewedCheck } from '../../use/check'
import { loopStep } from '../../inspection/loopstep'
import { hasSigned } from '../../inspection/sign'
import { today } from '../../use/days'
import { progressOf } from './progress'

export interface Step {
  label: Extract<Key, `next.${string}`>
  path: string
  act?: 'declare'
}

/** nextOf gives what to do now; undefined when it is somebody else's turn or nothing is left. */
export function nextOf({ record, lists, parties }: ViewedCheck, personId: string): Step | undefined {
  const officer = parties.includes('lead') || parties.includes('assistant')
  if (!officer) return undefined
  const mine = record.team.find((m) => m.personId === personId)
  if ((record.state === 'assigned' || record.state === 'ready' || record.state === 'open') && mine && !mine.noConflictAt) return { label: 'next.declare', path: '', act: 'declare' }
  if (record.state === 'ready') return { label: 'next.arrive', path: 'arrive' }
  if (record.state === 'open') {
    const open = record.checklists.find(({ code }) => {
      const { done, all } = progressOf(record, lists, code)
      return all > 0 && done < all
    })
    return open ? { label: 'next.run', path: `list/${open.code}` } : { label: 'next.close', path: 'closing' }
  }
  if (record.state === 'recorded') return { label: hasSigned(record, 'lead') || hasSigned(record, 'assistant') ? 'next.signOn' : 'next.sign', path: 'sign' }
  if (record.state === 'signed' || record.state === 'entry_refused') {
    const step = loopStep(record, today())
    if (step?.what === 'sign' && step.paperId) return { label: 'next.signPaper', path: `loop/paper/${step.paperId}` }
    return { label: step && step.what !== 'waits' && step.what !== 'approval' ? `next.loop.${step.what}` : 'next.loop', path: 'loop' }
  }
  return undefined
}
