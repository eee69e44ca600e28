// Makes a failing story short: leaves out halves, quarters, single steps, as long as it still fails and there is time.

import type { Story } from './story'

export interface Shrunk {
  story: Story
  /** Empty when the story did not fail again. */
  violations: string[]
}

export async function shrink(story: Story, fails: (story: Story) => Promise<string[]>, limit: number): Promise<Shrunk> {
  const end = performance.now() + limit
  let best: Shrunk = { story, violations: [] }
  for (let tries = 0; tries < 3 && best.violations.length === 0; tries += 1) best = { story, violations: await fails(story) }
  if (best.violations.length === 0) return best
  let size = Math.ceil(story.steps.length / 2)
  for (;;) {
    let shorter = false
    for (let at = 0; at < best.story.steps.length && performance.now() < end; ) {
      const steps = best.story.steps.filter((_, i) => i < at || i >= at + size)
      const violations = await fails({ ...story, steps })
      if (violations.length > 0) {
        best = { story: { ...story, steps }, violations }
        shorter = true
      } else at += size
    }
    if (performance.now() >= end || (size === 1 && !shorter)) return best
    size = Math.max(1, size >> 1)
  }
}
