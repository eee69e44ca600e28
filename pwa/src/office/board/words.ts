import board from '../../locales/zh-CN/board'
import { shortDay } from '../../use/days'
import { addWords, sentenceFor, t } from '../../use/i18n'
import type { Objection, Reason } from '../../use/office/board'

/** The words of this room; they come with its screens. English that cannot be had just now stays Chinese. */
export const addBoardWords = (): Promise<void> => (added ??= addWords({ zh: board, en: () => import('../../locales/en/board').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined

const plain = (code: string, value = ''): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? shortDay(value) : code === 'risk' ? riskWord(value) : value)

/** How great the risk of an enterprise is; nothing where none is known. */
export const riskWord = (risk: string): string => sentenceFor(`board.risk.${risk}`) ?? ''
export const objectionWords = (o: Objection): string => sentenceFor(`board.against.${o.code}`, { value: plain(o.code, o.value) }) ?? t('app.newer')
/** Why something lies where it lies, or lies nowhere. */
export const reasonWords = (why: readonly Reason[]): string =>
  why.map((r) => sentenceFor(`board.why.${r.code}`, { value: plain(r.code, r.value) }) ?? sentenceFor(`board.left.${r.code}`) ?? t('app.newer')).join('；')
/** What speaks against a place, in one line. */
export function verdictWords(against: readonly Objection[] | undefined): string {
  if (!against) return t('board.weighing')
  if (against.length === 0) return t('board.fits')
  return `${t(against.some((o) => o.hard) ? 'board.hard' : 'board.soft')}：${against.map(objectionWords).join('；')}`
}
