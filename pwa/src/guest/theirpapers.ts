// The papers of the loop that are an enterprise's to read and answer, and what is signed under each.

import words from '../locales/zh-CN/loop'
import { loopPapers, type LoopPaper } from '../inspection/looppapers'
import type { CheckRecord } from '../inspection/record.gen'
import { answerOf } from './plain'

/** theirPapers lists what concerns the enterprise: in force, not waiting for anybody's yes. */
export const theirPapers = (record: CheckRecord): LoopPaper[] =>
  loopPapers(record).filter((p) => (p.kind === 'order' || p.kind === 'measure' || p.kind === 'recheck') && !p.withdrawn && !p.waits && p.ruling?.granted !== false)

/** Whether the enterprise may still sign or refuse it. */
export const awaitsThem = (record: CheckRecord, p: LoopPaper): boolean => ['open', 'recorded', 'signed'].includes(record.state) && answerOf(p) === 'open'

/** What is signed is Chinese: it stands on a Chinese document. */
export const sentenceOf = (p: LoopPaper): string => words[p.kind === 'recheck' ? 'loop.says.recheck' : 'loop.says.received']
