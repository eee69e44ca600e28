import words from '../../locales/zh-CN/deliver'
import { lazyWords } from '../words'

/** The words of deliveries; they come with its screens. */
export const addDeliverWords = lazyWords(() => [Promise.resolve({ default: words })], () => [import('../../locales/en/deliver')])
