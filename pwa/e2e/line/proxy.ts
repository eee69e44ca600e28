// A poor line between a phone and the server: so many bytes a second each way, so long a way, and cut every so often.

import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Quality {
  /** Bytes a second from the phone, and to it. */
  up: number
  down: number
  /** Milliseconds one way. */
  delay: number
  /** Milliseconds between cuts; every connection is torn then. */
  cutEvery?: number
}

const slice = 4_096
const held = 4 * slice

export class Line {
  carried = { up: 0, down: 0 }
  cuts = 0
  private readonly open = new Set<Socket>()
  private readonly torn = new WeakSet<Socket>()
  private readonly free = { up: 0, down: 0 }
  private cutter: ReturnType<typeof setInterval> | undefined

  private constructor(
    private readonly server: Server,
    private readonly q: Quality,
  ) {}

  static async to(port: number, q: Quality): Promise<Line> {
    const server = createServer()
    const line = new Line(server, q)
    server.on('connection', (phone) => line.join(phone, connect(port, '127.0.0.1')))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    if (q.cutEvery) line.cutter = setInterval(() => line.cut(), q.cutEvery)
    return line
  }

  get port(): number {
    const address = this.server.address()
    return address && typeof address === 'object' ? address.port : 0
  }

  private join(phone: Socket, server: Socket): void {
    for (const [from, to, way] of [[phone, server, 'up'], [server, phone, 'down']] as const) {
      this.open.add(from)
      from.setNoDelay(true)
      from.on('error', () => undefined)
      from.on('close', () => {
        this.open.delete(from)
        const left = Math.max(0, this.free[way] - performance.now()) // what is still on its way arrives before the end does
        setTimeout(() => to.end(), left + this.q.delay + 5)
      })
      this.carry(from, to, way)
    }
  }

  private carry(from: Socket, to: Socket, way: 'up' | 'down'): void {
    let under = 0
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += slice) {
        const part = chunk.subarray(at, at + slice)
        const now = performance.now()
        const sent = (this.free[way] = Math.max(now, this.free[way]) + (part.length / this.q[way]) * 1000)
        under += part.length
        setTimeout(() => {
          under -= part.length
          if (under < held && from.isPaused()) from.resume()
          if (this.torn.has(from) || to.destroyed) return // lost on the way
          this.carried[way] += part.length
          to.write(part)
        }, sent - now + this.q.delay)
      }
      if (under >= held) from.pause()
    })
  }

  cut(): void {
    this.cuts += 1
    for (const socket of this.open) {
      this.torn.add(socket)
      socket.destroy()
    }
  }

  end(): void {
    clearInterval(this.cutter)
    for (const socket of this.open) socket.destroy()
    this.server.close()
  }
}
