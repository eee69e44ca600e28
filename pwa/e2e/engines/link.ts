// The way from the phone to the server, which a story can take away: a plain relay of bytes. A phone without a network
// is refused at once, whatever its browser believes about being online.

import { createServer, connect, type Server, type Socket } from 'node:net'
import { freePort } from '../api/server'

export class Link {
  private readonly open = new Set<Socket>()
  private server: Server | undefined
  private constructor(
    private readonly to: URL,
    private port: number,
  ) {}

  /** Where the phone goes. */
  get url(): string {
    return `http://localhost:${this.port}`
  }

  static async to(server: string): Promise<Link> {
    const link = new Link(new URL(server), await freePort())
    await link.mend()
    return link
  }

  /** cut takes the network away: what is under way breaks off, what comes is refused. */
  async cut(): Promise<void> {
    const { server } = this
    this.server = undefined
    const closed = server ? new Promise((r) => server.close(r)) : undefined
    for (const socket of this.open) socket.destroy()
    await closed
  }

  /** mend brings it back. */
  async mend(): Promise<void> {
    if (this.server) return
    const server = createServer((near) => {
      const far = connect(Number(this.to.port), '127.0.0.1')
      for (const [one, other] of [[near, far], [far, near]] as const) {
        this.open.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.open.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    this.server = server
  }
}
