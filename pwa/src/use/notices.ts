// What somebody was told, how much of it is unread, and how they want to be told. Only with a network; without one the
// list shows what it last had.

import { readonly, ref, shallowRef, type Ref } from 'vue'
import type { components } from '../http/schema.gen'
import { locale } from './i18n'
import { askDesk, hasList, hasObject, hasText, tellDesk, type Answered, type Problem } from './office/door'
import { me } from './session'

export type Notice = components['schemas']['Told']
export type Choices = components['schemas']['Choices']
export type NoticeChoices = components['schemas']['NoticeChoices']
type Page = components['schemas']['ToldPage']

export type NoticesScreen = { kind: 'loading' } | { kind: 'failed'; problem: Problem } | { kind: 'ready'; items: Notice[]; more: boolean }

const count = ref(0)
/** How much is unread, as far as is known. */
export const unread: Readonly<Ref<number>> = readonly(count)

const EVERY = 60_000
let looking: ReturnType<typeof setInterval> | undefined

async function look(): Promise<void> {
  if (!me.value || document.visibilityState !== 'visible' || !navigator.onLine) return
  const answer = await askDesk<Page>('/notices?limit=1', hasList)
  if (answer.ok) count.value = answer.value.unread
}

/** Keeps the count up to date from now on, as long as the page is looked at. */
export function followNotices(): void {
  if (looking !== undefined) return
  looking = setInterval(() => void look(), EVERY)
  document.addEventListener('visibilitychange', () => void look())
  void look()
}

export interface UsedNotices {
  screen: Readonly<Ref<NoticesScreen>>
  next(): Promise<void>
  /** Marks one as read, or all that are listed. */
  read(notice?: Notice): Promise<void>
}

export function useNotices(): UsedNotices {
  const screen = shallowRef<NoticesScreen>({ kind: 'loading' })
  let cursor = ''
  const page = async (before: Notice[]): Promise<void> => {
    const answer = await askDesk<Page>(`/notices?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, hasList)
    if (!answer.ok) {
      screen.value = before.length > 0 ? screen.value : { kind: 'failed', problem: answer.problem }
      return
    }
    cursor = answer.value.nextCursor
    count.value = answer.value.unread
    screen.value = { kind: 'ready', items: [...before, ...answer.value.items], more: cursor !== '' }
  }
  const items = (): Notice[] => (screen.value.kind === 'ready' ? screen.value.items : [])
  const read = async (notice?: Notice): Promise<void> => {
    const upTo = notice?.madeAt ?? items()[0]?.madeAt
    if (!upTo || notice?.readAt) return
    const problem = await tellDesk('/notices/read', 'POST', { upTo, ...(notice ? { id: notice.id } : {}) })
    if (problem) return
    const now = new Date().toISOString()
    screen.value = { kind: 'ready', items: items().map((n) => (n.readAt || (notice && n.id !== notice.id) ? n : { ...n, readAt: now })), more: cursor !== '' }
    count.value = notice ? Math.max(0, count.value - 1) : 0
  }
  void page([])
  return { screen: readonly(screen) as Readonly<Ref<NoticesScreen>>, next: () => page(items()), read }
}

export const noticeTitle = (n: { title: string; titleEn: string }): string => (locale.value === 'en' ? n.titleEn : n.title)

export const readChoices = (): Promise<Answered<NoticeChoices>> => askDesk<NoticeChoices>('/notice-choices', hasObject('choices'))
export const keepChoices = (choices: Choices): Promise<Answered<NoticeChoices>> => askDesk<NoticeChoices>('/notice-choices', hasObject('choices'), 'PUT', choices)

export type CalendarFeed = components['schemas']['Feed']
export const readFeed = (): Promise<Answered<CalendarFeed>> => askDesk<CalendarFeed>('/calendar-feed', () => true)
export const makeFeed = (): Promise<Answered<{ path: string }>> => askDesk<{ path: string }>('/calendar-feed', hasText('path'), 'POST')
export const endFeed = (): Promise<Problem | undefined> => tellDesk('/calendar-feed', 'DELETE')

/** Whether this browser can be told while the app is closed. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** Asks the browser to let itself be told, and tells the server where; a sentence's key when that did not work. */
export async function startPush(key: string): Promise<Problem | 'refused' | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return 'refused'
  try {
    const worker = await navigator.serviceWorker.ready
    const place = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    const { endpoint, keys } = place.toJSON()
    return await tellDesk('/push-endpoints', 'POST', { endpoint, p256dh: keys?.p256dh, auth: keys?.auth })
  } catch {
    return 'refused'
  }
}

export const endPush = (): Promise<Problem | undefined> => tellDesk('/push-endpoints', 'DELETE')
