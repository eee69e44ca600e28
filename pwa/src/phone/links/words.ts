import { lazyWords } from '../words'

/** The words of links; they come with their screens. */
export const addLinkWords = lazyWords(() => [import('../../locales/zh-CN/links')], () => [import('../../locales/en/links')])
