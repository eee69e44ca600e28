import type { Problem } from '../local/db'
import { sentenceFor, t } from './i18n'
import type { Values } from '../locales/translation'

/** A refusal as a person reads it: one sentence, and the article it rests on where the law is the reason. */
export interface Said {
  text: string
  article?: string
}

/** Says a refusal in the reader's language; a code without a sentence falls back to the server's English. */
export function sayProblem(problem: Problem): Said {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(problem.details ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
  }
  const text = sentenceFor(problem.code, values as Values) ?? `${problem.message} (${problem.code})`
  return problem.article ? { text, article: sentenceFor(`law.${problem.article}`) ?? t('refusal.article', { article: problem.article }) } : { text }
}
