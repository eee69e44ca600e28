// One life of a tab: everything the app's code asks of the outside goes through here, and between any two of these steps
// the tab can be killed. What a dead tab waits for never comes.

const never = new Promise<never>(() => undefined)

export class Life {
  private fuse = Infinity
  private end: () => void = () => undefined
  dead = false
  readonly died = new Promise<void>((resolve) => {
    this.end = resolve
  })

  /** The tab dies at its nth step from now. */
  light(steps: number): void {
    this.fuse = steps
  }

  die(): void {
    this.dead = true
    this.end()
  }

  /** One step: the tab may die before it, or after it without having learned what came of it. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    this.burn()
    if (this.dead) return never
    try {
      return await work()
    } finally {
      this.burn()
      if (this.dead) await never
    }
  }

  /** The same object, each of whose calls is a step. */
  wrap<O extends object>(target: O): O {
    return new Proxy(target, {
      get: (object, name): unknown => {
        const value: unknown = Reflect.get(object, name, object)
        if (typeof value !== 'function') return value
        const call = value as (...given: unknown[]) => unknown
        if (name === 'close') return () => call.call(object)
        return (...given: unknown[]) => this.step(() => Promise.resolve(call.apply(object, given)))
      },
    })
  }

  private burn(): void {
    if (this.dead) return
    this.fuse -= 1
    if (this.fuse <= 0) this.die()
  }
}
