// Makes a failing story short: leaves out halves, quarters, single steps, as long as it still fails and there is time.

import type { Step, Story } from './story'

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
  const { loop } = story
  if (loop) {
    const without = { ...story, loop: undefined }
    const violations = await fails(without)
    if (violations.length > 0) best = { story: without, violations }
    else best = await shorter(best, (steps) => ({ ...story, loop: { ...loop, steps } }), loop.steps, fails, end)
  }
  const kept = best.story
  return shorter(best, (steps) => ({ ...kept, steps }), story.steps, fails, end)
}

async function shorter(from: Shrunk, told: (steps: Step[]) => Story, all: Step[], fails: (story: Story) => Promise<string[]>, end: number): Promise<Shrunk> {
  let best = from
  let now = all
  let size = Math.ceil(all.length / 2)
  for (;;) {
    let any = false
    for (let at = 0; at < now.length && performance.now() < end; ) {
      const steps = now.filter((_, i) => i < at || i >= at + size)
      const violations = await fails(told(steps))
      if (violations.length > 0) {
        best = { story: told(steps), violations }
        now = steps
        any = true
      } else at += size
    }
    if (performance.now() >= end || size === 0 || (size === 1 && !any)) return best
    size = Math.max(1, size >> 1)
  }
}
