// A page that is left may be frozen whole, to be shown again by “back”. WebKit freezes a running transaction with it,
// and everybody else then waits for that one for ever: the next page of the app shows nothing. So a page that is being
// put aside ends what it has running and closes its databases; nothing of it was ever said to be saved. Shown again, it
// starts anew.

const open = new Map<IDBDatabase, Set<IDBTransaction>>()

/** Keeps an eye on a database for as long as it is open. */
export function neverFrozen(db: IDBDatabase): void {
  if (typeof window === 'undefined') return
  if (open.size === 0) {
    addEventListener('pagehide', putAside)
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
  }
  const running = new Set<IDBTransaction>()
  open.set(db, running)
  const begin = db.transaction.bind(db)
  db.transaction = (...how) => {
    const tx = begin(...how)
    running.add(tx)
    for (const end of ['complete', 'abort'] as const) tx.addEventListener(end, () => running.delete(tx))
    return tx
  }
}

function putAside({ persisted }: PageTransitionEvent): void {
  if (!persisted) return
  for (const [db, running] of open) {
    for (const tx of running) {
      try {
        tx.abort()
      } catch {
        // it is being committed and needs us no more
      }
    }
    db.close() // nor may anything begin now
  }
}
