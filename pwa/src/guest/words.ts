import { addCheckWords } from '../phone/words'
import { addWords } from '../use/i18n'

let added: Promise<unknown> | undefined

async function bring(): Promise<void> {
  const { default: zh } = await import('../locales/zh-CN/guest')
  await addWords({ zh, en: async () => (await import('../locales/en/guest')).default })
}

/** Brings the guests' words once, and those of a check, which they share with the phone. */
export async function addGuestWords(): Promise<void> {
  added ??= Promise.all([bring(), addCheckWords(), import('../phone/supplement/room').then((room) => room.addSupplementWords())]).catch((error: unknown) => {
    added = undefined // tried again with the next page
    throw error
  })
  await added
}
