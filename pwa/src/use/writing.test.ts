import { effectScope, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { beginWriting, isWriting, writingWhile } from './writing'

describe('what is half written', () => {
  it('holds until everybody who said so has ended, each once', () => {
    const camera = beginWriting()
    const sheet = beginWriting()
    camera()
    camera()
    expect(isWriting.value).toBe(true)
    sheet()
    expect(isWriting.value).toBe(false)
  })

  it('ends with the screen that said so', () => {
    const open = ref(false)
    const scope = effectScope()
    scope.run(() => writingWhile(() => open.value))
    expect(isWriting.value).toBe(false)
    open.value = true
    expect(isWriting.value).toBe(true)
    scope.stop()
    expect(isWriting.value).toBe(false)
  })
})
