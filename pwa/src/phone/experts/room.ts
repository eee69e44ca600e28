// The door of this room: experts' opinions, for the officers who answer them and for the experts who write them.

import words from '../../locales/zh-CN/experts'
import { lazyWords } from '../words'

/** The words of opinions. */
export const addExpertWords = lazyWords(() => [Promise.resolve({ default: words })], () => [import('../../locales/en/experts')])

/** What an expert accepts by signing: Chinese, whatever language the page is read in. */
export const sentence = words['experts.sentenceText']
