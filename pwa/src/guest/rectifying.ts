// What an enterprise reports about an order item while it is being written, and the words of its pages.

import words from '../locales/zh-CN/rectify'
import type { CheckRecord, OrderItem } from '../inspection/record.gen'
import { delivered, openItem } from '../inspection/papers'
import { addLoopWords } from '../phone/loop/words'
import { lazyWords } from '../phone/words'
import type { NewPicture } from '../phone/check/pictures'

const add = lazyWords(() => [Promise.resolve({ default: words })], () => [import('../locales/en/rectify')])

export const addRectifyWords = async (): Promise<void> => void (await Promise.all([add(), addLoopWords()]))

export interface Report {
  text: string
  before: NewPicture[]
  after: NewPicture[]
}

export const blankReport: Report = { text: '', before: [], after: [] }

/** The items the enterprise has been told of, open ones first, the nearest day at the top. */
export function toldItems(record: CheckRecord): OrderItem[] {
  const served = new Set((record.orders ?? []).filter(delivered).map((o) => o.paper.id))
  return (record.orderItems ?? []).filter((i) => served.has(i.orderId)).sort((a, b) => Number(openItem(b)) - Number(openItem(a)) || a.dueOn.localeCompare(b.dueOn))
}
