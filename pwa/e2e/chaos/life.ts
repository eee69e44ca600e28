// One life of a tab: everything the app's code asks of the outside goes through here, each call and each thing asked of
// the database, and between any two of these steps the tab can be killed. What a dead tab waits for never comes, and what
// it had not committed is not in the store.

const never = new Promise<never>(() => undefined)

export class Life {
  private fuse = Infinity
  private end: () => void = () => undefined
  private readonly open = new Set<IDBTransaction>()
  dead = false
  readonly died = new Promise<void>((resolve) => {
    this.end = resolve
  })

  /** The tab dies at its nth step from now. */
  light(steps: number): void {
    this.fuse = steps
  }

  die(): void {
    if (this.dead) return
    this.dead = true
    for (const transaction of this.open) {
      try {
        transaction.abort()
      } catch {
        // it was over already
      }
    }
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

  /** One thing asked of the database: from here on a dead tab can ask for nothing. */
  touch(): void {
    this.burn()
    if (this.dead) throw new DOMException('The tab is gone.', 'InvalidStateError')
  }

  /** What is not committed when the tab dies is undone, as browsers do. */
  holds(transaction: IDBTransaction): void {
    if (transaction.mode === 'readonly') return
    const over = (): void => void this.open.delete(transaction)
    this.open.add(transaction)
    transaction.addEventListener('complete', over)
    transaction.addEventListener('abort', over)
  }

  /** The same object, each of whose calls is a step. */
  wrap<O extends object>(target: O): O {
    return new Proxy(target, {
      get: (object, name): unknown => {
        const value: unknown = Reflect.get(object, name, object)
        if (typeof value !== 'function') return value
        const call = value as (...given: unknown[]) => unknown
        if (name === 'close') return () => call.call(object)
        return (...given: unknown[]) => {
          const streamed = name === 'everythingUnsent'
          return streamed ? call.apply(object, given) : this.step(() => Promise.resolve(call.apply(object, given)))
        }
      },
    })
  }

  private burn(): void {
    if (this.dead) return
    this.fuse -= 1
    if (this.fuse <= 0) this.die()
  }
}
