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
      this.carry(from, to, way)
    }
  }

  /** What comes out comes out in order, also on a busy machine: one timer for the head of the row, never one for each part. */
  private carry(from: Socket, to: Socket, way: 'up' | 'down'): void {
    const row: { due: number; part?: Buffer }[] = []
    let under = 0
    let waiting = false
    const wait = (): void => {
      const [head] = row
      if (waiting || !head) return
      waiting = true
      setTimeout(deliver, Math.max(0, head.due - performance.now()))
    }
    const deliver = (): void => {
      waiting = false
      for (let head = row[0]; head && head.due <= performance.now(); head = row[0]) {
        row.shift()
        under -= head.part?.length ?? 0
        if (!head.part) to.end()
        else if (!this.torn.has(from) && !to.destroyed) { // else lost on the way
          this.carried[way] += head.part.length
          to.write(head.part)
        }
      }
      if (under < held && from.isPaused()) from.resume()
      wait()
    }
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += slice) {
        const part = chunk.subarray(at, at + slice)
        this.free[way] = Math.max(performance.now(), this.free[way]) + (part.length / this.q[way]) * 1000
        under += part.length
        row.push({ due: this.free[way] + this.q.delay, part })
      }
      if (under >= held) from.pause()
      wait()
    })
    from.on('close', () => {
      this.open.delete(from)
      row.push({ due: Math.max(performance.now(), this.free[way]) + this.q.delay }) // what is on its way arrives before the end does
      wait()
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
