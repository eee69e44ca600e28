import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * A list's filter that stands in the page's address: it can be linked to, gone back from, and saved as a view. `none` names
 * its parameters.
 */
export function useFilter<F extends Record<string, string>>(none: F): { filter: ComputedRef<F>; set: (change: Partial<F>) => void; query: ComputedRef<string>; apply: (query: string) => void } {
  const route = useRoute()
  const router = useRouter()
  const filter = computed<F>(() => {
    const out: Record<string, string> = { ...none }
    for (const name of Object.keys(none)) if (typeof route.query[name] === 'string') out[name] = route.query[name]
    return out as F
  })
  const standing = (f: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(f).filter(([name, value]) => value !== '' && name in none))
  const go = (f: Record<string, string>): void => void router.replace({ query: standing(f) })
  return {
    filter,
    set: (change) => go({ ...filter.value, ...change }),
    query: computed(() => new URLSearchParams(standing(filter.value)).toString()),
    apply: (query) => go(Object.fromEntries(new URLSearchParams(query))),
  }
}

/** One of several values that stand in a parameter side by side, put in or taken out. */
export function toggled(list: string, value: string): string {
  const all = list.split(',').filter(Boolean)
  return (all.includes(value) ? all.filter((v) => v !== value) : [...all, value]).join(',')
}
export const holds = (list: string, value: string): boolean => list.split(',').includes(value)
