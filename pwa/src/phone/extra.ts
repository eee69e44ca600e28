import { defineAsyncComponent, type Component } from 'vue'

const again = 30_000

/**
 * Something a screen can do without for now. Where it cannot be had (no network and not brought yet, or the page is just
 * being left) nothing stands in its place and nothing is said; it is tried again with the network, and every half minute.
 */
export function extra<T extends Component>(load: () => Promise<{ default: T }>): T {
  return defineAsyncComponent<T>(async () => {
    for (;;) {
      try {
        return (await load()).default
      } catch {
        await new Promise((resolve) => {
          addEventListener('online', resolve, { once: true })
          setTimeout(resolve, again)
        })
      }
    }
  })
}
