import { extra } from './extra'

/** The bell with the number of what is unread, fetched after the first screen. */
export const NoticeBell = extra(async () => {
  const [bell] = await Promise.all([import('./notices/Bell.vue'), import('./notices/words').then((w) => w.addNoticeWords())])
  return bell
})
