import { readonly, shallowRef } from 'vue'

const LARGE = 'anjian.large'
const large = shallowRef(false)

/** Whether type is a quarter larger. */
export const largeType = readonly(large)

/** Shows larger or normal type and remembers it on this device. */
export function setLargeType(on: boolean): void {
  large.value = on
  document.documentElement.classList.toggle('large', on)
  if (on) localStorage.setItem(LARGE, '1')
  else localStorage.removeItem(LARGE)
}

/** Takes up what was chosen before. */
export function recallSettings(): void {
  setLargeType(localStorage.getItem(LARGE) === '1')
}
