// Finding things on a screen by the words and roles a person finds them by. `find` runs inside the page, in any engine.

export type Role = 'button' | 'link' | 'field' | 'tick'

export interface Sought {
  role: Role
  /** Its name, whole; or a part of it when `part` is set. */
  name: string
  part?: boolean
  /** CSS of the part of the screen to look in. */
  within?: string
}

/** Marks the first visible thing that fits, and says by which selector it can be had; nothing while there is none. */
export function find({ role, name, part, within }: Sought): string {
  const plain = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()
  const spoken = (el: Element | null): string => {
    const copy = el?.cloneNode(true) as Element | undefined
    for (const silent of copy?.querySelectorAll('[aria-hidden=true]') ?? []) silent.remove()
    return plain(copy?.textContent)
  }
  const nameOf = (el: Element): string => {
    const said = el.getAttribute('aria-label')
    if (said !== null) return plain(said)
    const by = el.getAttribute('aria-labelledby')
    if (by !== null) return plain(by.split(' ').map((id) => spoken(document.getElementById(id))).join(' '))
    if (el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement) return plain([...(el.labels ?? [])].map((l) => l.textContent).join(' '))
    return spoken(el)
  }
  const kinds: Record<Role, string> = {
    button: 'button:not([disabled]),[role=button]',
    link: 'a[href]',
    field: 'input:not([type=checkbox],[type=radio],[type=file]),textarea',
    tick: 'input[type=checkbox]',
  }
  const fits = (el: Element): boolean => {
    const own = nameOf(el)
    return (part ? own.includes(name) : own === name) && (el.getClientRects().length > 0 || role === 'tick')
  }
  const found = [...document.querySelectorAll(within ?? 'body')].flatMap((place) => [...place.querySelectorAll(kinds[role])]).find(fits)
  if (!found) return ''
  const mark = `${Date.now()}-${Math.floor(Math.random() * 1e9)}`
  found.setAttribute('data-sought', mark)
  found.scrollIntoView({ block: 'center' })
  return `[data-sought="${mark}"]`
}
